import Domain
import EventStore
import HTTPTypes
import Journal
import Scheduler
import TestKit
import Testing

@testable import API

/// Tasks that a job has not come to when it ends: they are shown as canceled, and nothing is on the log
/// of that.
@Suite struct UnrunTaskTests {
    private static let dsl = JobDocuments.dsl(["a": [], "b": ["a"]])

    /// A fails in its first version.
    private func api() async throws -> TestAPI {
        try await TestAPI { order in
            order.task.component.text == "a" && order.task.version == 0
                ? .fail("told to") : .succeed
        }
    }

    private func submit(_ api: TestAPI) async throws -> JobID {
        let answer = try await api.post(
            "/v1/job/submit", ["job_dsl": Self.dsl, "job_runtime_conf": JobDocuments.conf()])
        let job = try #require(
            answer.members["jobId"]?.string.flatMap { JobID($0) }, "\(answer.message)")
        let state = try await api.simulated.end(of: job)
        #expect(state.status == .failed)
        // Nothing has happened to it, and other sites are told so.
        #expect(state.tasks[Samples.name("b")]?.status == .waiting)
        try await api.site.settle()
        return job
    }

    private func statuses(_ answer: TestAPI.Answer) -> [String] {
        (answer.data?.array ?? []).compactMap(\.object).map { row in
            "\(row["f_component_name"]?.string ?? "") \(row["f_role"]?.string ?? "") "
                + "\(row["f_status"]?.string ?? "") \(row["f_party_status"]?.string ?? "")"
        }
    }

    @Test func theyAreCanceledWithTheirJob() async throws {
        let api = try await api()
        try await api.simulated.running {
            let job = JSONValue.string(try await submit(api).text)
            let all = try await api.post("/v1/job/task/query", ["job_id": job])
            #expect(
                statuses(all).sorted() == [
                    "a guest failed failed", "a host failed failed",
                    "b guest canceled canceled", "b host canceled canceled",
                ])
            for name in ["status", "party_status"] {
                let canceled = try await api.post(
                    "/v1/job/task/query", ["job_id": job, name: "canceled"])
                #expect(statuses(canceled).map { $0.prefix(1) } == ["b", "b"], "\(name)")
                let either = try await api.post(
                    "/v1/job/task/query", ["job_id": job, name: ["failed", "waiting"]])
                #expect(statuses(either).map { $0.prefix(1) } == ["a", "a"], "\(name)")
                let waiting = try await api.post(
                    "/v1/job/task/query", ["job_id": job, name: "waiting"])
                #expect(statuses(waiting).isEmpty, "\(name)")
            }
            let list = try await api.post("/v1/job/list/task", ["job_id": job])
            let rows = (list.data?.object?["tasks"]?.array ?? []).compactMap(\.object)
            #expect(rows.map { $0["status"] } == ["failed", "failed", "canceled", "canceled"])
        }
    }

    @Test func theJobShowsThemSoAndSaysWhy() async throws {
        let api = try await api()
        try await api.simulated.running {
            let job = try await submit(api)
            let show = try await api.ask(.get, "/v1/job/show?job_id=\(job)")
            let components = (show.data?.object?["components"]?.array ?? []).compactMap(\.object)
            #expect(components.map { $0["status"] } == ["failed", "canceled"])
            // Half of the work was done, if in vain.
            #expect(show.data?.object?["progress"] == 50)
            let why = try await api.ask(.get, "/v1/job/why?job_id=\(job)")
            let tasks = (why.data?.object?["tasks"]?.array ?? []).compactMap(\.object)
            #expect(tasks.map { $0["component"] } == ["b"])
            let reasons = (tasks.first?["reasons"]?.array ?? []).compactMap(\.object)
            #expect(reasons.map { $0["code"] } == ["job_ended"])
        }
    }

    @Test func beforeTheEndAndAfterARerunTheyWait() async throws {
        let api = try await api()
        try await api.simulated.running {
            let job = try await submit(api)
            let running = try #require(
                try api.site.log.events(after: .origin, limit: 1_000)
                    .first { $0.envelope.type == "job.task_started" })
            let body: JSONObject = ["job_id": .string(job.text), "component_name": "b"]
            func rows(at position: Position?) async throws -> Set<String> {
                var members = body
                members["at"] = position.map { .integer(Int64($0.number)) }
                return Set(statuses(try await api.post("/v1/job/task/query", .object(members))))
            }
            let waiting: Set = ["b guest waiting waiting", "b host waiting waiting"]
            let canceled: Set = ["b guest canceled canceled", "b host canceled canceled"]
            #expect(try await rows(at: running.position) == waiting)
            let end = api.site.log.head
            #expect(try await rows(at: end) == canceled)
            let rerun = try await api.post("/v1/job/rerun", ["job_id": .string(job.text)])
            #expect(rerun.code == 0, "\(rerun.message)")
            for try await _ in api.site.log.subscribe(after: end) {
                let state = try await api.site.journal.state(of: JobDecider.self, .job(job))
                if state.round == 1, state.isClosed { break }
            }
            let reopened = try #require(
                try api.site.log.events(after: end, limit: 1_000)
                    .last { $0.envelope.type == "party.reopened" })
            try await api.site.settle()
            #expect(try await rows(at: reopened.position) == waiting)
            #expect(try await rows(at: end) == canceled)
            #expect(
                try await rows(at: nil) == ["b guest success success", "b host success success"])
        }
    }
}
