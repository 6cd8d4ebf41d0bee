import Domain
import EventStore
import HTTPTypes
import Journal
import Scheduler
import TestKit
import Testing

@testable import API

/// `at` on the reads of the API.
@Suite struct PastRouteTests {
    let dsl = JobDocuments.dsl(["a": [], "b": ["a"]])

    /// Runs a job to its end; its id, and the position right after its submission was answered.
    private func run(_ api: TestAPI) async throws -> (job: JSONValue, early: Position) {
        let answer = try await api.post(
            "/v1/job/submit", ["job_dsl": dsl, "job_runtime_conf": JobDocuments.conf()])
        let job = try #require(answer.members["jobId"])
        let created = try api.site.log.events(after: .origin, limit: 1_000)
            .last { $0.envelope.type == "job.party_created" }
        _ = try await api.simulated.end(of: JobID(job.string ?? "")!)
        try await api.site.settle()
        return (job, try #require(created).position)
    }

    @Test func everyReadAnswersAsItWasThen() async throws {
        let api = try await TestAPI()
        try await api.simulated.running {
            let (job, early) = try await run(api)
            let at = JSONValue.integer(Int64(early.number))
            let seat: JSONObject = [
                "job_id": job, "role": "guest", "party_id": 9999, "component_name": "a", "at": at,
            ]
            let rows = try await api.post("/v1/job/query", .object(seat))
            #expect(rows.data?.array?.first?.object?["f_status"] == "waiting")
            #expect(rows.members["at"]?.object?["position"] == at)
            #expect(rows.headers[.init("Clotho-Position")!] == "\(early)")
            let list = try await api.post("/v1/job/list/job", ["at": at])
            #expect(list.data?.object?["jobs"]?.array?.first?.object?["status"] == "waiting")
            let tasks = try await api.post("/v1/job/list/task", ["job_id": job, "at": at])
            #expect(
                Set(tasks.data?.object?["tasks"]?.array?.map { $0.object?["status"] } ?? [])
                    == ["waiting"])
            let show = try await api.ask(
                .get, "/v1/job/show?job_id=\(job.string ?? "")&at=\(early)")
            #expect(show.data?.object?["status"] == "waiting")
            #expect(show.members["at"]?.object?["position"] == at)
            let output = try await api.post("/v1/tracking/component/output/data", .object(seat))
            #expect(output.message == "no data")
            let tables = try await api.post(
                "/v1/tracking/component/output/data/table", .object(seat))
            #expect(tables.message.hasSuffix("(as of position \(early))"))
            let engine = try await api.post("/v1/resource/query", ["at": at])
            let cores = engine.data?.object?["computing_engine_resource"]?.object
            #expect(cores?["f_remaining_cores"] == cores?["f_cores"])
            let now = try await api.post("/v1/job/query", ["job_id": job])
            #expect(now.data?.array?.first?.object?["f_status"] == "success")
            #expect(now.members["at"] == nil)
        }
    }

    @Test func aMomentCanBeATime() async throws {
        let api = try await TestAPI()
        try await api.simulated.running {
            let (job, _) = try await run(api)
            let head = api.site.log.head
            let answer = try await api.post("/v1/job/query", ["job_id": job, "at": "now"])
            #expect(answer.members["at"]?.object?["position"] == .integer(Int64(head.number)))
            let last =
                try api.site.log.events(after: .origin, limit: 10_000)
                .map(\.envelope.recordedAt).max() ?? 0
            #expect(answer.members["at"]?.object?["time"] == .integer(last))
            let before = try await api.post(
                "/v1/job/query", ["job_id": job, "at": "1975-01-01T00:00:00Z"])
            #expect(before.message == "no job could be found")
            #expect(before.members["at"] == ["position": 0, "time": nil])
        }
    }

    @Test func whatIsRefused() async throws {
        let api = try await TestAPI()
        let bad = try await api.post("/v1/job/query", ["job_id": "x", "at": "soon"])
        #expect(bad.code == 101)
        #expect(bad.message.hasPrefix("at: \"soon\" is no moment"))
        let beyond = try await api.post("/v1/job/query", ["job_id": "x", "at": 99])
        #expect(beyond.message == "at: there is no position 99 yet: the log ends at 1")
        for path in ["job/log/download", "job/submit", "job/stop", "table/delete", "version/get"] {
            let answer = try await api.post("/v1/\(path)", ["job_id": "x", "at": 1])
            #expect(answer.code == 101, "\(path)")
            #expect(answer.message == "at: /v1/\(path) answers for now only; leave at out")
        }
        let unknown = try await api.ask(.get, "/v1/job/show?job_id=x&at=1")
        #expect(unknown.code == 102)
        #expect(unknown.message == "can not found job (as of position 1)")
    }
}
