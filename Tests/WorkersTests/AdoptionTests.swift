import Domain
import Scheduler
import Testing
import Wire

@testable import Workers

/// What a server finds that was ended between starting a worker and writing that down.
@Suite struct AdoptionTests {
    private let site = WorkerSite()
    private let waiting = "echo run >> runs; exec 3>&-; exec sleep 1000"

    @Test func aSecondLaunchFindsTheWorker() async throws {
        let launcher = try site.launcher(running: waiting)
        let identity = try await launcher.launch(sampleOrder())
        #expect(try await launcher.launch(sampleOrder()) == identity)
        let next = try site.launcher(running: waiting)
        #expect(try await next.launch(sampleOrder()) == identity)
        #expect(try site.read("\(site.folder)/runs") == "run\n")
        await next.stop(identity)
    }

    @Test func theNextServerSeesTheWorkerEnd() async throws {
        let identity = try await site.launcher(running: waiting).launch(sampleOrder())
        let next = try site.launcher(running: waiting)
        async let exit = next.exit(of: "w1", identity)
        await next.stop(identity)
        #expect(try await exit == .gone)
    }

    @Test func aProcessWithAnotherStartIsAnotherProcess() async throws {
        let launcher = try site.launcher(running: waiting)
        let own = try #require(RunningProcess.status(of: 1)).identity
        let other = WorkerIdentity(processID: own.processID, startTicks: own.startTicks + 1)
        #expect(try await launcher.exit(of: "w1", other) == .gone)
        await launcher.stop(other)
    }

    /// After a reboot another process may have the same number and the same start.
    @Test func aProcessOfAnotherStartOfTheMachineIsAnotherProcess() async throws {
        let launcher = try site.launcher(running: waiting)
        let own = try #require(RunningProcess.status(of: 1)).identity
        #expect(own.bootID.count == 36)
        func same(_ bootID: String) -> WorkerIdentity {
            WorkerIdentity(
                processID: own.processID, startTicks: own.startTicks, bootID: bootID)
        }
        #expect(RunningProcess(same(own.bootID))?.isAlive == true)
        // As it was written down before the machine's start was.
        #expect(RunningProcess(same(""))?.isAlive == true)
        let before = same("00000000-0000-4000-8000-000000000000")
        #expect(RunningProcess(before) == nil)
        #expect(try await launcher.exit(of: "w1", before) == .gone)
        await launcher.stop(before)
        #expect(RunningProcess(own)?.isAlive == true)
    }

    /// A worker's folder from before a reboot, whose process id another program has now.
    @Test func aWorkerFromBeforeARebootIsStartedAnew() async throws {
        let launcher = try site.launcher(running: waiting)
        let first = try await launcher.launch(sampleOrder())
        let pidFile = "\(site.folder)/task_executor_pid"
        let before = WorkerIdentity(
            processID: first.processID, startTicks: first.startTicks,
            bootID: "00000000-0000-4000-8000-000000000000")
        try site.write(before.line, to: pidFile)
        let next = try await site.launcher(running: waiting).launch(sampleOrder())
        #expect(next.processID != first.processID)
        #expect(try site.read("\(site.folder)/runs") == "run\nrun\n")
        await launcher.stop(next)
        await launcher.stop(first)
    }

    @Test func aWorkerThatIsDoneIsNotStartedAgain() async throws {
        let launcher = try site.launcher(running: "echo run >> runs; echo {} > result.json")
        let identity = try await launcher.launch(sampleOrder())
        _ = try await launcher.exit(of: "w1", identity)
        let next = try site.launcher(running: "echo run >> runs")
        #expect(try await next.launch(sampleOrder()) == identity)
        #expect(try await next.exit(of: "w1", identity) == .gone)
        #expect(try site.read("\(site.folder)/runs") == "run\n")
    }

    @Test func aWorkerThatLeftNothingIsStartedAgain() async throws {
        let launcher = try site.launcher(running: "echo run >> runs; kill -KILL $$")
        let identity = try await launcher.launch(sampleOrder())
        _ = try await launcher.exit(of: "w1", identity)
        #expect(try await launcher.launch(sampleOrder()) != identity)
        #expect(try site.read("\(site.folder)/runs") == "run\nrun\n")
    }

    /// The race itself: several servers start the real worker at once, none sees another's.
    @Test func ofManyProcessesOneWorks() async throws {
        let order = sampleOrder(parameters: ["milliseconds": 600_000])
        let launchers = try (0..<8).map { _ in try site.launcher() }
        let identities = try await withThrowingTaskGroup { group in
            for launcher in launchers {
                group.addTask { try await launcher.launch(order) }
            }
            return try await group.reduce(into: Set()) { $0.insert($1) }
        }
        let identity = try #require(identities.first)
        #expect(identities.count == 1)
        #expect(RunningProcess(identity)?.isAlive == true)
        await launchers[0].stop(identity)
    }
}
