import Domain
import EventStore
import HTTPTypes
import Scheduler
import TestKit
import Testing

@testable import API

/// Questions about the log.
@Suite struct LogRouteTests {
    /// A site on which a job has run; the job.
    private func finished(
        _ body: @escaping @Sendable (TestAPI, String) async throws -> Void
    ) async throws {
        let api = try await TestAPI()
        try await api.simulated.running {
            let answer = try await api.post(
                "/v1/job/submit",
                [
                    "job_dsl": JobDocuments.dsl(["a": [], "b": ["a"]]),
                    "job_runtime_conf": JobDocuments.conf(),
                ])
            let job = answer.members["jobId"]?.string ?? ""
            _ = try await api.simulated.end(of: JobID(job)!)
            try await body(api, job)
        }
    }

    private func query(_ api: TestAPI, _ text: String) async throws -> [JSONObject] {
        let answer = try await api.ask(.get, "/v1/log/query?\(text)")
        return answer.data?.object?["events"]?.array?.compactMap(\.object) ?? []
    }

    @Test func filters() async throws {
        try await finished { api, job in
            let all = try api.site.log.events(after: .origin, limit: 10_000)
            let types = { (events: [JSONObject]) in events.compactMap { $0["type"]?.string } }
            #expect(try await query(api, "limit=10000").count == all.count)
            #expect(types(try await query(api, "type=job.ended")) == ["job.ended"])
            let jobTypes = types(try await query(api, "type=job.*"))
            #expect(jobTypes.count > 5 && jobTypes.allSatisfy { $0.hasPrefix("job.") })
            let engine = try await query(api, "stream=engine-standalone")
            #expect(types(engine).first == "engine.registered")
            #expect(engine.count == all.count { $0.envelope.stream.text == "engine-standalone" })
            let seats = try await query(api, "stream=party-*&type=party.created")
            #expect(seats.count == 2)
            let workers = try await query(api, "actor=worker*")
            #expect(workers.count == all.count { $0.envelope.actor.hasPrefix("worker") })
            #expect(try await query(api, "correlation=\(job)").count == all.count - 1)
            #expect(try await query(api, "job=\(job)&type=engine.*").count == 4)
            #expect(
                try await query(api, "since=3&until=7").map { $0["position"] } == [3, 4, 5, 6, 7])
            #expect(try await query(api, "until=1971-01-01Z").isEmpty)
        }
    }

    @Test func pages() async throws {
        try await finished { api, job in
            let whole = try await query(api, "type=party.*&limit=1000").map { $0["position"] }
            var found: [JSONValue?] = []
            var after = 0
            while true {
                let answer = try await api.ask(
                    .get, "/v1/log/query?type=party.*&limit=3&after=\(after)")
                found += answer.data?.object?["events"]?.array?.map { $0.object?["position"] } ?? []
                guard let next = answer.data?.object?["next"]?.integer else { break }
                after = next
            }
            #expect(found == whole)
        }
    }

    @Test func causesAndEffects() async throws {
        try await finished { api, job in
            let ended = try #require(try await query(api, "type=job.ended").first)
            let id = ended["id"]?.string ?? ""
            let causes = try await api.ask(.get, "/v1/log/causes?event=\(id)").data?.object
            #expect(causes?["event"]?.object?["type"] == "job.ended")
            let chain = causes?["causes"]?.array?.compactMap { $0.object?["type"]?.string } ?? []
            #expect(chain.first == "job.submitted")
            #expect(chain.contains("party.task_starting"))
            let position = ended["position"]?.integer ?? 0
            let effects = try await api.ask(.get, "/v1/log/effects?event=\(position)").data?.object
            let types = effects?["effects"]?.array?.compactMap { $0.object?["type"]?.string } ?? []
            #expect(types.filter { $0 == "job.party_closed" }.count == 2)
            #expect(effects?["more"] == false)
            let one = try await api.ask(.get, "/v1/log/event?event=\(position)").data?.object
            #expect(one?["event"]?.object?["id"]?.string == id)
        }
    }

    @Test func bisecting() async throws {
        try await finished { api, job in
            let answer = try await api.post(
                "/v1/log/bisect",
                ["predicate": .string("t_job where f_status = 'success' and f_job_id = '\(job)'")])
            #expect(answer.data?.object?["event"]?.object?["type"] == "party.ended")
            #expect(answer.data?.object?["row"]?.object?["f_job_id"] == .string(job))
            let never = try await api.post(
                "/v1/log/bisect", ["predicate": "job where status = timeout"])
            #expect(never.code == 102)
            let bad = try await api.post("/v1/log/bisect", ["predicate": "job where x = 1"])
            #expect(bad.code == 101)
            #expect(bad.message.hasPrefix("predicate: t_job has no column x"))
        }
    }

    @Test(arguments: [
        ("query?limit=0x", "limit must be a whole number"),
        ("query?limit=10001", "limit is 10001"), ("query?since=soon", "since: \"soon\""),
        ("query?until=99", "until: there is no position 99 yet"),
        ("query?job=%00", "cannot be a job"),
        ("event?event=9", "event: there is no position 9 yet"),
        ("event?event=x", "event: x is neither a position"),
        ("causes?event=018f3a5c-7b1e-7c4d-9a2b-0123456789ab", "event: there is no event 018f3a5c"),
        ("effects?event=1&limit=0", "limit must be a number above 0"),
    ])
    func whatIsRefused(_ path: String, _ problem: String) async throws {
        let answer = try await TestAPI().ask(.get, "/v1/log/\(path)")
        #expect(answer.code == 101)
        #expect(answer.message.contains(problem), "\(answer.message)")
    }
}
