import Domain
import Foundation
import Testing

/// A worker process that lives and works no longer.
@Suite(.serialized) struct SilentWorkerTests {
    private func conf() -> JSONValue {
        [
            "dsl_version": 2, "initiator": ["role": "guest", "party_id": 9999],
            "role": ["guest": [9999], "host": [10000]],
            "component_parameters": ["common": ["a": ["milliseconds": 600_000]]],
        ]
    }

    /// The process of the guest's worker, once it has said that it is at work.
    private func worker(of job: JobID, _ client: SiteClient) async throws -> Int32 {
        var process: Int32?
        var isRunning = false
        for try await event in try await client.events(after: 0)
        where event["stream"]?.string == "party-\(job)/guest/9999" {
            switch event["type"]?.string {
            case "party.task_launched":
                process = event["payload"]?.object?["process_id"]?.integer.map { Int32($0) }
            case "party.task_running":
                isRunning = true
            default: continue
            }
            // A quick worker speaks before its start is recorded.
            if isRunning, let process { return process }
        }
        throw ServerProcess.Failure(description: "no worker said that it is at work")
    }

    @Test func aWorkerThatIsHeldUpForTooLongIsStopped() async throws {
        let server = try await ServerProcess(["--worker-patience", "20"])
        let client = SiteClient(address: server.address)
        let answer = try await client.post(
            "job/submit",
            ["job_dsl": ["components": ["a": ["module": "Noop"]]], "job_runtime_conf": conf()])
        let job = try #require(answer.job, "\(answer.message)")
        let process = try await worker(of: job, client)
        #expect(kill(process, SIGSTOP) == 0)
        let end = try await client.end(of: job)
        #expect(end.status == "failed")
        #expect(
            end.reason.contains("(pid \(process)) of guest:9999 has not said for 20 s"),
            "\(end.reason)")
        try await client.closing(of: job, parties: 2)
        #expect(server.workers.isEmpty)
        #expect(await server.end() == 0)
    }
}
