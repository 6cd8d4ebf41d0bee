import Domain
import Glibc
import Scheduler
import Storage
import Testing
import Wire

@testable import Workers

/// Workers that were started ahead: the real program.
@Suite struct StandbyTests {
    private let site = WorkerSite()

    private var options: LocalWorkerOptions {
        var options = LocalWorkerOptions()
        options.standbyCountMax = 1
        return options
    }

    @Test func theWorkerThatWaitedDoesTheWork() async throws {
        // A slow machine may take long enough to say that it is at work.
        let stub = StubSite()
        try await site.write(stub.listen(), to: "address")
        let launcher: LocalWorkerLauncher = try site.launcher(options: options)
        try await launcher.standBy()
        let waiting = try #require(await launcher.waiting.first)
        let order = sampleOrder(outputs: ["a"])
        let identity = try await launcher.launch(order)
        #expect(identity == waiting)
        #expect(try await launcher.exit(of: order.worker, identity) == .exited(code: 0))
        let ending = launcher.ending(of: order.worker, order.task, order.party)
        #expect(ending?.result.status == .success)
        let log = try site.read("logs/202601010000000000000/guest/9999/INFO.log")
        #expect(log.contains("Noop of guest:9999 begins, worker w1\n"))
    }

    @Test func theOneThatHasWaitedLongestDoesTheWork() async throws {
        var options = options
        options.standbyCountMax = 2
        options.standbyPauseMilliseconds = 60_000
        let launcher: LocalWorkerLauncher = try site.launcher(options: options)
        try await launcher.standBy()
        let waiting = await launcher.waiting
        try #require(waiting.count == 2)
        let order = sampleOrder()
        let identity = try await launcher.launch(order)
        #expect(identity == waiting[0])
        #expect(await launcher.waiting == [waiting[1]])
        #expect(try await launcher.exit(of: order.worker, identity) == .exited(code: 0))
    }

    @Test func aWorkerThatDiedWhileItWaitedIsReplaced() async throws {
        let launcher: LocalWorkerLauncher = try site.launcher(options: options)
        try await launcher.standBy()
        let waiting = try #require(await launcher.waiting.first)
        await launcher.stop(waiting)
        let order = sampleOrder()
        let identity = try await launcher.launch(order)
        #expect(identity != waiting)
        #expect(try await launcher.exit(of: order.worker, identity) == .exited(code: 0))
    }

    @Test func aWorkerThatIsGivenNoWorkLeavesWithItsServer() async throws {
        var launcher: LocalWorkerLauncher? = try site.launcher(options: options)
        try await launcher?.standBy()
        let waiting = try #require(await launcher?.waiting.first)
        launcher = nil
        let other: LocalWorkerLauncher = try site.launcher()
        #expect(try await other.exit(of: "none", waiting) == .gone)
    }

    @Test func aBurstIsServedByCopies() async throws {
        let launcher: LocalWorkerLauncher = try site.launcher(options: options)
        try await launcher.standBy()
        let server = try #require(await launcher.forkServer)
        let program = try commandLine(of: server.identity)
        let lines = try await withThrowingTaskGroup(of: String.self) { group in
            for number in 1...4 {
                group.addTask {
                    let order = sampleOrder(
                        parameters: ["milliseconds": 60_000], worker: "w\(number)")
                    let identity = try await launcher.launch(order)
                    defer { kill(identity.processID, SIGKILL) }
                    return try commandLine(of: identity)
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(lines == Array(repeating: program, count: 4))
    }

    @Test func aForkServerThatDiedIsReplaced() async throws {
        let launcher: LocalWorkerLauncher = try site.launcher(options: options)
        try await launcher.standBy()
        let first = try #require(await launcher.forkServer?.identity)
        await launcher.stop(first)
        await launcher.stop(try #require(await launcher.waiting.first))
        let order = sampleOrder(parameters: ["milliseconds": 60_000])
        let identity = try await launcher.launch(order)
        defer { kill(identity.processID, SIGKILL) }
        let second = try #require(await launcher.forkServer?.identity)
        #expect(second != first)
        #expect(try commandLine(of: identity) == commandLine(of: second))
    }

    @Test func aProgramThatMakesNoCopiesIsStartedForEachTask() async throws {
        let launcher = try site.launcher(
            running: """
                [ "$1" = --config ] || exit 64
                exec 3>&-; exit 5
                """, options: options)
        await #expect(throws: LaunchFailure.self) { try await launcher.standBy() }
        let identity = try await launcher.launch(sampleOrder())
        #expect(try await launcher.exit(of: "w1", identity) == .exited(code: 5))
    }

    /// A copy has none of the other threads of its original, and whatever lock they held stays held.
    @Test func aForkServerHasOneThreadAndLeavesWithItsServer() async throws {
        var launcher: LocalWorkerLauncher? = try site.launcher(options: options)
        try await launcher?.standBy()
        let server = try #require(await launcher?.forkServer?.identity)
        #expect(try SmallFile.names(in: "/proc/\(server.processID)/task").count == 1)
        launcher = nil
        let other: LocalWorkerLauncher = try site.launcher()
        #expect(try await other.exit(of: "none", server) == .gone)
    }

    @Test func aCopyTakesOnWhatAWorkerIsStartedWith() async throws {
        let launcher: LocalWorkerLauncher = try site.launcher(options: options)
        try await launcher.standBy()
        let identity = try await launcher.launch(
            sampleOrder(parameters: ["milliseconds": 60_000]))
        defer { kill(identity.processID, SIGKILL) }
        let process = "/proc/\(identity.processID)"
        #expect(target(of: "\(process)/cwd") == site.path(site.folder))
        let log = "logs/202601010000000000000/guest/9999/noop_0/task_executor_w1_std.log"
        #expect(target(of: "\(process)/fd/1") == site.path(log))
        #expect(target(of: "\(process)/fd/2") == site.path(log))
    }

    /// A copy that was not waited for to its start would be a child that nobody knows.
    @Test func aCopyIsNotLostWhenTheCallerIsCancelled() async throws {
        let launcher: LocalWorkerLauncher = try site.launcher(options: options)
        let caller = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            try await launcher.standBy()
        }
        try await caller.value
        #expect(await launcher.waiting.count == 1)
    }

    @Test func aCopyHasItsOwnSessionAndNothingOfOthers() async throws {
        var options = options
        options.standbyCountMax = 3
        let launcher: LocalWorkerLauncher = try site.launcher(options: options)
        try await launcher.standBy()
        let waiting = await launcher.waiting
        try #require(waiting.count == 3)
        for identity in waiting {
            #expect(getsid(identity.processID) == identity.processID)
            // Input, output, errors, and the line on which its work will come.
            let open = try SmallFile.names(in: "/proc/\(identity.processID)/fd")
            #expect(open.count { Int($0) != nil } == 4)
        }
    }
}

private func target(of link: String) -> String? {
    guard let path = realpath(link, nil) else { return nil }
    defer { free(path) }
    return String(cString: path)
}

private func commandLine(of identity: WorkerIdentity) throws -> String {
    let bytes = try #require(try SmallFile.read("/proc/\(identity.processID)/cmdline"))
    return String(decoding: bytes, as: UTF8.self)
}
