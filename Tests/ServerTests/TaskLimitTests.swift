import Domain
import Foundation
import Testing

/// A real server and real workers: a task that takes longer than it may.
@Suite(.serialized) struct TaskLimitTests {
    private static let dsl: JSONValue = ["components": ["a": ["module": "Noop"]]]

    private static func conf(_ timeout: JSONValue) -> JSONValue {
        [
            "dsl_version": 2, "initiator": ["role": "guest", "party_id": 9999],
            "role": ["guest": [9999], "host": [10000]],
            "job_parameters": ["common": ["task_timeout": timeout]],
            "component_parameters": ["common": ["a": ["milliseconds": 600_000]]],
        ]
    }

    @Test func itsWorkersAreStoppedAndTheJobSaysWhy() async throws {
        let server = try await ServerProcess()
        let client = SiteClient(address: server.address)
        let answer = try await client.post(
            "job/submit", ["job_dsl": Self.dsl, "job_runtime_conf": Self.conf(1)])
        let job = try #require(answer.job, "\(answer.message)")
        let end = try await client.end(of: job)
        #expect(end.status == "timeout")
        #expect(end.reason == "a ended as timeout: ran for its task_timeout of 1 s")
        try await client.closing(of: job, parties: 2)
        #expect(server.workers.isEmpty)
        for (role, id) in [("guest", 9999), ("host", 10000)] {
            let tasks = try await client.post(
                "job/task/query",
                [
                    "job_id": .string(job.text), "role": .string(role),
                    "party_id": .integer(Int64(id)),
                ])
            let task = tasks.data?.array?.first?.object
            #expect(task?["f_party_status"] == "timeout" && task?["f_status"] == "timeout")
        }
        let line = CommandLine(server: server.address)
        let why = try await line.run("job", "why", job.text, "--json")
        #expect(why.output.contains("ran for its task_timeout of 1 s"), "\(why.output)")
        let events = try await line.run("log", "query", "--type", "job.task_limit_reached")
        #expect(events.output.contains("job.task_limit_reached"), "\(events.output)")
        #expect(await server.end() == 0)
    }

    @Test func aTimeThatIsNoneIsRefused() async throws {
        let server = try await ServerProcess()
        let client = SiteClient(address: server.address)
        let answer = try await client.post(
            "job/submit", ["job_dsl": Self.dsl, "job_runtime_conf": Self.conf("1m")])
        #expect(answer.code != 0)
        #expect(answer.message.contains("task_timeout"), "\(answer.message)")
        #expect(answer.message.contains("a whole number from 1"), "\(answer.message)")
        #expect(await server.end() == 0)
    }
}
