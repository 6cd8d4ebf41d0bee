import Domain
import Foundation
import NIOHTTP1
import Scheduler
import Testing
import Wire

@testable import Workers

/// The real worker against a site that the test plays.
@Suite struct WorkerProgramTests {
    private let site = WorkerSite()

    @Test func aComponentThatDoesNothingIsReported() async throws {
        let stub = StubSite()
        try await site.write(stub.listen(), to: "address")
        #expect(try await run(sampleOrder(outputs: ["a", "b"])) == .exited(code: 0))
        // A slow machine may take long enough to say that it is at work.
        #expect(stub.calls.allSatisfy { $0 == "POST running" })
        let end = try leftEnd()
        #expect(end.result.status == .success)
        #expect(end.result.tables.map(\.name) == ["a", "b"])
        #expect(
            end.result.tables.allSatisfy {
                $0.table.namespace == "output_data_202601010000000000000_noop_0_0"
                    && $0.table.name.count == 32
            })
        let log = try site.read("logs/202601010000000000000/guest/9999/INFO.log")
        #expect(log.contains("] - [noop_0] : Noop of guest:9999 begins, worker w1\n"))
        #expect(log.hasPrefix("[INFO] [20"))
    }

    @Test func aComponentThatFailsSaysWhy() async throws {
        let stub = StubSite()
        try await site.write(stub.listen(), to: "address")
        let order = sampleOrder(parameters: ["fail_at": ["guest:9999"], "fail": "no luck today"])
        #expect(try await run(order) == .exited(code: 0))
        let end = try leftEnd()
        #expect(end.result == WorkerResult(status: .failed, reason: "no luck today"))
        let log = try site.read("logs/202601010000000000000/guest/9999/noop_0/ERROR.log")
        #expect(log.hasSuffix("] - [noop_0] : no luck today\n"))
    }

    @Test func anUnknownModuleFails() async throws {
        let stub = StubSite()
        try await site.write(stub.listen(), to: "address")
        #expect(try await run(sampleOrder(module: "Magic")) == .exited(code: 0))
        let end = try leftEnd()
        #expect(end.result.reason == "This worker has no module Magic")
    }

    @Test func reportsComeInOrderBeforeTheEnd() async throws {
        let stub = StubSite()
        try await site.write(stub.listen(), to: "address")
        try site.write("id,x\n1,2\n3,4\n", to: "data.csv")
        #expect(try await run(upload()) == .exited(code: 0))
        #expect(
            stub.calls == [
                "POST running", "POST progress", "POST metrics", "POST metric_meta",
            ])
        #expect(stub.requests.allSatisfy { $0.authorization == "Bearer secret" })
        let end = try leftEnd()
        #expect(end.namedTable?.name == sampleTable)
        #expect(end.namedTable?.content.count == 2)
        #expect(end.result.tables.isEmpty)
    }

    @Test func aRefusedReportFailsTheTask() async throws {
        let stub = StubSite { request in
            guard request.call == "metrics" else { return .success }
            return .init(body: Array(#"{"retcode":101,"retmsg":"too many"}"#.utf8))
        }
        try await site.write(stub.listen(), to: "address")
        try site.write("id,x\n1,2\n", to: "data.csv")
        #expect(try await run(upload()) == .exited(code: 0))
        let end = try leftEnd()
        #expect(end.result.status == .failed)
        #expect(end.result.reason == "The site refuses metrics: too many")
    }

    @Test func aSiteThatIsBackAtAnotherAddressIsFound() async throws {
        let next = StubSite()
        let nextAddress = try await next.listen()
        let site = site
        let first = StubSite { _ in
            try? site.write(nextAddress, to: "address")
            return .init(status: .serviceUnavailable)
        }
        try await site.write(first.listen(), to: "address")
        #expect(try await run(slow) == .exited(code: 0))
        #expect(first.calls == ["POST running"])
        #expect(next.calls == ["POST running"])
    }

    @Test func aSiteThatDoesNotComeBackIsGivenUp() async throws {
        let stub = StubSite()
        try await site.write(stub.listen(), to: "address")
        try await stub.close()
        #expect(try await run(slow, retrySeconds: 0) == .exited(code: 0))
        let end = try leftEnd()
        #expect(end.result.status == .failed)
    }

    @Test func aWorkerSaysAgainAndAgainThatItIsAtWork() async throws {
        let stub = StubSite()
        try await site.write(stub.listen(), to: "address")
        #expect(try await run(slow, beatMilliseconds: 10) == .exited(code: 0))
        #expect(stub.calls.filter { $0 == "POST beat" }.count > 1)
        #expect(stub.requests.allSatisfy { $0.authorization == "Bearer secret" })
        #expect(try leftEnd().result.status == .success)
    }

    @Test func aWorkerWhoseSessionIsOverEndsAndLeavesNothing() async throws {
        let stub = StubSite { $0.call == "beat" ? .init(status: .gone) : .success }
        try await site.write(stub.listen(), to: "address")
        let order = sampleOrder(parameters: ["milliseconds": 600_000])
        let exit = try await run(order, beatMilliseconds: 10)
        #expect(exit == .exited(code: WorkerExitCode.sessionOver))
        #expect(throws: (any Error).self) { try leftEnd() }
    }

    /// One that was started for the same work comes too late.
    @Test func aWorkerThatFindsAResultLeavesAndIsNotWrittenDown() async throws {
        let stub = StubSite()
        try await site.write(stub.listen(), to: "address")
        #expect(try await run(sampleOrder()) == .exited(code: 0))
        let pidFile = "\(site.folder)/task_executor_pid"
        let written = try site.read(pidFile)
        let late = Process()
        let launcher: LocalWorkerLauncher = try site.launcher()
        late.executableURL = URL(filePath: await launcher.executable)
        late.arguments = ["--config", site.path("\(site.folder)/config.json")]
        let exit = await withCheckedContinuation { ended in
            late.terminationHandler = { ended.resume(returning: $0.terminationStatus) }
            do { try late.run() } catch { ended.resume(returning: -1) }
        }
        #expect(exit == WorkerExitCode.lockIsHeld)
        #expect(try site.read(pidFile) == written)
    }

    /// Long enough at work to say so.
    private var slow: WorkerOrder { sampleOrder(parameters: ["milliseconds": 200]) }

    private func leftEnd() throws -> WorkerEnd {
        try WorkerEnd(JSONValue(parsing: site.read("\(site.folder)/result.json")))
    }

    private func upload() -> WorkerOrder {
        sampleOrder(
            module: "Upload",
            parameters: [
                "file": .string(site.path("data.csv")), "head": 1, "id_delimiter": ",",
                "partition": 4, "namespace": "experiment", "name": "breast",
                "storage_engine": "", "destroy": false, "extend_sid": false,
                "auto_increasing_sid": false, "with_meta": false,
            ])
    }

    private func run(
        _ order: WorkerOrder, retrySeconds: Int = 60, beatMilliseconds: Int = 600_000
    ) async throws -> WorkerExit {
        var options = LocalWorkerOptions()
        options.retrySeconds = retrySeconds
        options.beatMilliseconds = beatMilliseconds
        let launcher: LocalWorkerLauncher = try site.launcher(options: options)
        let identity = try await launcher.launch(order)
        return try await launcher.exit(of: order.worker, identity)
    }
}
