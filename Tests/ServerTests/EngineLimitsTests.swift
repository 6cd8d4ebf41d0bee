import Domain
import Foundation
import Testing

/// What `clotho serve` is told about its engine counts for the jobs that it runs.
@Suite(.serialized) struct EngineLimitsTests {
    private static let dsl: JSONValue = ["components": ["a": ["module": "Noop"]]]

    /// A job of the guest alone that runs until it is stopped.
    private static func conf(_ common: JSONObject) -> JSONValue {
        [
            "dsl_version": 2, "initiator": ["role": "guest", "party_id": 9999],
            "role": ["guest": [9999]], "job_parameters": ["common": .object(common)],
            "component_parameters": ["common": ["a": ["milliseconds": 600_000]]],
        ]
    }

    private func ask(
        _ path: String, _ common: JSONObject, _ client: SiteClient
    ) async throws -> SiteClient.Answer {
        try await client.post(
            path, ["job_dsl": Self.dsl, "job_runtime_conf": Self.conf(common)])
    }

    private func submit(_ common: JSONObject, _ client: SiteClient) async throws -> JobID {
        let answer = try await ask("job/submit", common, client)
        return try #require(answer.job, "\(answer.message)")
    }

    /// Waits for the first event of this type of a job.
    private func wait(for type: String, of job: JobID, _ client: SiteClient) async throws {
        for try await event in try await client.events(after: 0)
        where event["stream"]?.string == "job-\(job)" && event["type"]?.string == type {
            return
        }
        throw ServerProcess.Failure(description: "the server went away before \(type)")
    }

    private func stop(_ job: JobID, _ client: SiteClient) async throws {
        let answer = try await client.post("job/stop", ["job_id": .string(job.text)])
        #expect(answer.code == 0, "\(answer.message)")
    }

    @Test func memoryIsBookedAndGivenBack() async throws {
        let server = try await ServerProcess(["--memory", "2g", "--cores", "20"])
        let client = SiteClient(address: server.address)
        let big = try await submit(["task_memory": "1536m"], client)
        try await wait(for: "job.started", of: big, client)
        let resources = try await client.post("resource/query")
        let engine = resources.data?.object?["computing_engine_resource"]?.object
        #expect(engine?["f_memory"] == .integer(2 << 30), "\(resources.message)")
        #expect(engine?["f_remaining_memory"] == .integer(512 << 20))
        // The cores would do for both.
        let second = try await submit(["task_memory": "1g"], client)
        try await wait(for: "job.waiting_explained", of: second, client)
        let why = try await client.get("/v1/job/why?job_id=\(second)")
        let reason = why.data?.object?["reasons"]?.array?.first?.object
        #expect(reason?["code"] == "memory", "\(why.message)")
        let never = try await ask("job/submit", ["task_memory": "3g"], client)
        #expect(never.code != 0)
        #expect(never.message.contains("bytes of memory"), "\(never.message)")
        try await stop(big, client)
        try await wait(for: "job.started", of: second, client)
        try await stop(second, client)
        try await client.closing(of: second, parties: 1)
        #expect(await server.end() == 0)
    }

    @Test func oneJobGetsNoMoreThanItsShareOfTheCores() async throws {
        let server = try await ServerProcess(
            ["--cores", "9", "--max-cores-percent-per-job", "0.5"])
        let client = SiteClient(address: server.address)
        for common in [["task_cores": 5], ["task_cores": 2, "task_parallelism": 3]] as [JSONObject]
        {
            let check = try await ask("job/check", common, client)
            let findings = check.data?.object?["findings"]?.array ?? []
            #expect(findings.map { $0.object?["code"] } == ["resources_exceeded"])
            #expect(findings.first?.object?["available"] == 4, "\(check.message)")
            let refused = try await ask("job/submit", common, client)
            #expect(refused.code != 0)
            #expect(
                refused.message.contains("max cores per job is 4 at guest:9999"),
                "\(refused.message)")
        }
        let most: JSONObject = ["task_cores": 2, "task_parallelism": 2]
        let check = try await ask("job/check", most, client)
        #expect(check.data?.object?["can_start_now"] == true, "\(check.message)")
        let jobs = [try await submit(most, client), try await submit(most, client)]
        for job in jobs { try await wait(for: "job.started", of: job, client) }
        for job in jobs { try await stop(job, client) }
        for job in jobs { try await client.closing(of: job, parties: 1) }
        #expect(await server.end() == 0)
    }
}
