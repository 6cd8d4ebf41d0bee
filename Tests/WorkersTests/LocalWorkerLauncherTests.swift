import Domain
import Foundation
import Glibc
import Scheduler
import Testing
import Wire

@testable import Workers

@Suite struct LocalWorkerLauncherTests {
    private let site = WorkerSite()
    /// Says that it is ready, then waits to be ended.
    private let waiting = "exec 3>&-; exec sleep 1000"

    @Test(arguments: [0, 1, 3, 77])
    func theExitCodeIsTold(_ code: Int32) async throws {
        let launcher = try site.launcher(running: "exit \(code)")
        let identity = try await launcher.launch(sampleOrder())
        for _ in 0..<2 {
            #expect(try await launcher.exit(of: "w1", identity) == .exited(code: code))
        }
    }

    /// The end of a process takes the kernel a while, and nothing waits for it.
    @Test func aWorkerThatSaysThatItIsDoneHasEnded() async throws {
        let launcher = try site.launcher(
            running: "printf SD >&3; exec sleep 1000", options: .impatient)
        let identity = try await launcher.launch(sampleOrder())
        for _ in 0..<2 {
            #expect(try await launcher.exit(of: "w1", identity) == .exited(code: 0))
        }
        let process = try #require(RunningProcess(identity))
        #expect(process.isAlive)
        // Given the usual time to end.
        await process.untilEnded()
    }

    /// What it started has the worker's end of the line.
    @Test func aWorkerThatIsKilledHasEndedWhateverItStarted() async throws {
        let launcher = try site.launcher(
            running: "sleep 1000 & echo $! > child; printf S >&3; kill -KILL $$")
        let identity = try await launcher.launch(sampleOrder())
        #expect(try await launcher.exit(of: "w1", identity) == .killed(signal: SIGKILL))
        let child = try #require(
            Int32(site.read("\(site.folder)/child").trimmingCharacters(in: .newlines)))
        #expect(kill(child, SIGKILL) == 0)
    }

    @Test func aWorkerThatIsSettledHasNotEnded() async throws {
        let launcher = try site.launcher(running: "printf S >&3; exec sleep 1000")
        let identity = try await launcher.launch(sampleOrder())
        async let exit = launcher.exit(of: "w1", identity)
        await launcher.stop(identity)
        #expect(try await exit == .killed(signal: SIGTERM))
    }

    @Test func foldersOfExpectedTasksAreThere() throws {
        let launcher = try site.launcher(running: "exit 0")
        launcher.expect([sampleTask], at: sampleOrder().party)
        for folder in [String(site.folder.dropLast(3)), "logs/\(sampleTask.job)/guest/9999/noop_0"]
        {
            #expect(FileManager.default.fileExists(atPath: site.path(folder)), "\(folder)")
        }
    }

    @Test func theSignalIsTold() async throws {
        let launcher = try site.launcher(running: "kill -KILL $$")
        let identity = try await launcher.launch(sampleOrder())
        #expect(try await launcher.exit(of: "w1", identity) == .killed(signal: SIGKILL))
    }

    @Test func manyWorkersAreToldApart() async throws {
        let launcher = try site.launcher(running: "exit 0")
        try await withThrowingTaskGroup { group in
            for number in 0..<20 {
                group.addTask {
                    let order = sampleOrder().of(worker: "w\(number)")
                    let identity = try await launcher.launch(order)
                    #expect(
                        try await launcher.exit(of: "w\(number)", identity) == .exited(code: 0))
                }
            }
            try await group.waitForAll()
        }
    }

    @Test func aProgramThatIsNotThereIsAFailure() async throws {
        let launcher = try LocalWorkerLauncher(data: site.data, executable: "/nowhere/worker")
        await #expect(throws: LaunchFailure.self) { try await launcher.launch(sampleOrder()) }
    }

    @Test func aWorkerHasItsOwnSessionAndNothingOfTheServers() async throws {
        let leaked = fcntl(STDIN_FILENO, F_DUPFD, 100)
        defer { close(leaked) }
        let launcher = try site.launcher(running: "ls /proc/$$/fd; pwd; echo $FATE_JOB_ID")
        let identity = try await launcher.launch(sampleOrder())
        _ = try await launcher.exit(of: "w1", identity)
        let log = try site.read(
            "logs/202601010000000000000/guest/9999/noop_0/task_executor_w1_std.log"
        ).split(separator: "\n")
        #expect(!log.contains("\(leaked)"))
        #expect(log.suffix(2) == ["\(site.data)/\(site.folder)", "202601010000000000000"])
    }

    @Test func theConfigIsForTheSitesUserAlone() async throws {
        let launcher = try site.launcher(running: "exit 0")
        let identity = try await launcher.launch(sampleOrder())
        _ = try await launcher.exit(of: "w1", identity)
        #expect(try site.mode(of: "\(site.folder)/config.json") == 0o600)
    }

    @Test func stoppingEndsAllOfTheSession() async throws {
        let launcher = try site.launcher(
            running: """
                sh -c 'trap "" TERM; echo "$$ $(cut -d " " -f 22 /proc/$$/stat)" > child
                exec 3>&-; exec sleep 1000' &
                exec 3>&-; wait
                """, options: .impatient)
        let order = sampleOrder()
        let identity = try await launcher.launch(order)
        #expect(getsid(identity.processID) == identity.processID)
        let line = try site.read("\(site.folder)/child")
        let child = try #require(WorkerIdentity(line: line).flatMap { RunningProcess($0) })
        await launcher.stop(identity)
        await child.untilEnded()
        #expect(!child.isAlive)
        #expect(try await launcher.exit(of: "w1", identity) == .killed(signal: SIGTERM))
        await launcher.stop(identity)
    }

    @Test func aWorkerThatDoesNotEndIsKilled() async throws {
        let launcher = try site.launcher(
            running: "trap '' TERM; exec 3>&-; exec sleep 1000",
            options: .impatient)
        let identity = try await launcher.launch(sampleOrder())
        await launcher.stop(identity)
        #expect(try await launcher.exit(of: "w1", identity) == .killed(signal: SIGKILL))
    }

    @Test func aCancelledWatchSaysNothingOfTheWorker() async throws {
        let launcher = try site.launcher(running: waiting)
        let identity = try await launcher.launch(sampleOrder())
        let watch = Task { try await launcher.exit(of: "w1", identity) }
        watch.cancel()
        await #expect(throws: CancellationError.self) { try await watch.value }
        #expect(RunningProcess(identity)?.isAlive == true)
        await launcher.stop(identity)
    }
}

extension LocalWorkerOptions {
    static var impatient: LocalWorkerOptions {
        var options = LocalWorkerOptions()
        options.graceMilliseconds = 50
        return options
    }
}

extension WorkerOrder {
    func of(party: Party) -> WorkerOrder {
        WorkerOrder(
            task: task, party: party, plan: plan, worker: "\(party.role)", token: token,
            tables: tables, models: models)
    }

    func of(worker: String) -> WorkerOrder {
        WorkerOrder(
            task: task, party: party, plan: plan, worker: worker, token: token, tables: tables,
            models: models)
    }
}
