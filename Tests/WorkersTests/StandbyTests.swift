import Domain
import Scheduler
import Testing
import Wire
import Workers

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
        await launcher.standBy()
        let waiting = try #require(await launcher.waiting.first)
        let order = sampleOrder(outputs: ["a"])
        let identity = try await launcher.launch(order)
        #expect(identity == waiting)
        #expect(try await launcher.exit(of: order.worker, identity) == .exited(code: 0))
        let ending = await launcher.ending(of: order.worker, order.task, order.party)
        #expect(ending?.result.status == .success)
        let log = try site.read("logs/202601010000000000000/guest/9999/INFO.log")
        #expect(log.contains("Noop of guest:9999 begins, worker w1\n"))
    }

    @Test func theOneThatHasWaitedLongestDoesTheWork() async throws {
        var options = options
        options.standbyCountMax = 2
        options.standbyPauseMilliseconds = 60_000
        let launcher: LocalWorkerLauncher = try site.launcher(options: options)
        await launcher.standBy()
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
        await launcher.standBy()
        let waiting = try #require(await launcher.waiting.first)
        await launcher.stop(waiting)
        let order = sampleOrder()
        let identity = try await launcher.launch(order)
        #expect(identity != waiting)
        #expect(try await launcher.exit(of: order.worker, identity) == .exited(code: 0))
    }

    @Test func aWorkerThatIsGivenNoWorkLeavesWithItsServer() async throws {
        var launcher: LocalWorkerLauncher? = try site.launcher(options: options)
        await launcher?.standBy()
        let waiting = try #require(await launcher?.waiting.first)
        launcher = nil
        let other: LocalWorkerLauncher = try site.launcher()
        #expect(try await other.exit(of: "none", waiting) == .gone)
    }
}
