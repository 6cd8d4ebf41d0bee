import Domain
import EventStore
import HTTPTypes
import TestKit
import Testing

@testable import API

/// Notes of jobs over HTTP.
@Suite struct JobNotesTests {
    private func submit(_ api: TestAPI) async throws -> JSONValue {
        let answer = try await api.post(
            "/v1/job/submit",
            ["job_dsl": JobDocuments.dsl(["a": []]), "job_runtime_conf": JobDocuments.conf()])
        return try #require(answer.members["jobId"], "\(answer.message)")
    }

    /// The notes of each party, as `job/query` shows them.
    private func notes(_ job: JSONValue, _ api: TestAPI, at: JSONValue = .null) async throws
        -> [String: String]
    {
        let rows = try await api.post("/v1/job/query", ["job_id": job, "at": at]).data?.array ?? []
        return rows.compactMap(\.object).reduce(into: [:]) {
            $0[$1["f_role"]?.string ?? ""] = $1["f_description"]?.string
        }
    }

    @Test func eachPartyHasItsOwnAndThePastKeepsThem() async throws {
        let api = try await TestAPI()
        try await api.simulated.running {
            let job = try await submit(api)
            _ = try await api.simulated.end(of: JobID(job.string ?? "")!)
            let all = try await api.post("/v1/job/update", ["job_id": job, "notes": "both"])
            #expect(all.code == 0 && all.message == "success")
            #expect(try await notes(job, api) == ["guest": "both", "host": "both"])
            let early = JSONValue.integer(Int64(api.site.log.head.number))
            let one = try await api.post(
                "/v1/job/update",
                ["job_id": job, "role": "guest", "party_id": 9999, "notes": "mine"])
            #expect(one.code == 0)
            #expect(try await notes(job, api) == ["guest": "mine", "host": "both"])
            #expect(try await notes(job, api, at: early) == ["guest": "both", "host": "both"])
            let list = try await api.post("/v1/job/list/job", ["description": "min"])
            #expect(list.data?.object?["count"] == 1)
            let show = try await api.ask(.get, "/v1/job/show?job_id=\(job.string ?? "")")
            let shown = show.data?.object?["parties"]?.array?
                .compactMap { $0.object?["description"]?.string }.sorted()
            #expect(shown == ["both", "mine"])
            #expect(try await api.simulated.rowsFollowFromTheLog())
        }
    }

    @Test func whatIsWrongIsNamed() async throws {
        let api = try await TestAPI()
        try await api.simulated.running {
            let job = try await submit(api)
            let unknown = try await api.post(
                "/v1/job/update", ["job_id": "202611210000000000000", "notes": "a"])
            #expect(unknown.code == 101 && unknown.message == "find job failed")
            let stranger = try await api.post(
                "/v1/job/update",
                ["job_id": job, "role": "host", "party_id": 1, "notes": "a"])
            #expect(stranger.message == "find job failed")
            let half = try await api.post(
                "/v1/job/update", ["job_id": job, "role": "host", "notes": "a"])
            #expect(half.code == 101 && half.message.contains("party_id"))
            let none = try await api.post("/v1/job/update", ["job_id": job])
            #expect(none.code == 101 && none.message.contains("notes"))
            let number = try await api.post("/v1/job/update", ["job_id": job, "notes": 7])
            #expect(number.message == "notes must be text")
            let long = String(repeating: "a", count: 16_385)
            let tooLong = try await api.post(
                "/v1/job/update", ["job_id": job, "notes": .string(long)])
            #expect(tooLong.code == 101 && tooLong.message.contains("16384 at most"))
            #expect(try await notes(job, api) == ["guest": "", "host": ""])
        }
    }
}
