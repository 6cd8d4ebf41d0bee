import Domain
import EventStore
import HTTPTypes
import Journal
import Scheduler
import TestKit
import Testing

@testable import API

/// `job/diff`: jobs over HTTP, as the rows of this site tell them.
@Suite struct JobDiffRouteTests {
    private let chain = JobDocuments.dsl(["a": [], "b": ["a"]])

    /// The id of a job with some parameters that is over.
    private func run(_ api: TestAPI, _ parameters: JSONObject = [:]) async throws -> JobID {
        var conf = JobDocuments.conf().object ?? [:]
        conf["component_parameters"] = .object(parameters)
        let answer = try await api.post(
            "/v1/job/submit", ["job_dsl": chain, "job_runtime_conf": .object(conf)])
        let job = try #require(
            answer.members["jobId"]?.string.flatMap { JobID($0) }, "\(answer.message)")
        _ = try await api.simulated.end(of: job)
        return job
    }

    private func diff(
        _ api: TestAPI, _ left: String, _ right: String, _ more: String = ""
    ) async throws -> TestAPI.Answer {
        try await api.ask(.get, "/v1/job/diff?left=\(left)&right=\(right)\(more)")
    }

    /// `aspect component parties path left right causes`.
    private func lines(_ answer: TestAPI.Answer) -> [String] {
        (answer.data?.object?["differences"]?.array ?? []).compactMap(\.object).map { row in
            ["aspect", "component", "parties", "path", "left", "right", "follows_from"].map {
                row[$0].map { $0.string ?? $0.text() } ?? "?"
            }.joined(separator: " ")
        }
    }

    @Test func twoRunsOfOneJobAreEqual() async throws {
        let api = try await TestAPI()
        try await api.simulated.running {
            let (one, two) = (try await run(api), try await run(api))
            for (left, right) in [
                ("\(one)", "\(one)"), ("\(one)", "\(two)"), ("\(one)@0", "\(one):0"),
            ] {
                let answer = try await diff(api, left, right)
                #expect(answer.code == 0 && answer.message == "no difference")
                #expect(answer.data?.object?["equal"] == true)
                #expect(lines(answer) == [])
            }
        }
    }

    @Test func aParameterOfOnePartyAndWhatFollowed() async throws {
        let api = try await TestAPI { order in
            let isSlow = order.plan.parameters.contains("\"milliseconds\":7")
            return isSlow ? .fail("too slow") : .succeed
        }
        try await api.simulated.running {
            let one = try await run(api)
            let two = try await run(
                api, ["role": ["host": ["0": ["b": ["milliseconds": 7]]]]])
            let answer = try await diff(api, "\(one)", "\(two)")
            #expect(answer.data?.object?["equal"] == false)
            let found = lines(answer)
            #expect(found.first == #"parameter b ["host:10000"] milliseconds 0 7 []"#)
            #expect(
                found.contains { $0.hasPrefix(#"status b ["host:10000"]  success failed [1]"#) })
            #expect(found.last?.hasPrefix("status null []  success failed [") == true, "\(found)")
            let places = (answer.data?.object?["differences"]?.array ?? []).map {
                $0.object?["place"]?.integer ?? 0
            }
            #expect(places == Array(1...found.count))
            for (place, row) in (answer.data?.object?["differences"]?.array ?? []).enumerated() {
                let causes = row.object?["follows_from"]?.array?.compactMap(\.integer) ?? []
                #expect(causes.allSatisfy { $0 <= place })
            }
        }
    }

    /// A rerun with other parameters, beside what ran before it.
    @Test func attemptsOfOneJob() async throws {
        let api = try await TestAPI { order in
            order.task.component.text == "b" && order.task.version == 0
                ? .fail("too slow") : .succeed
        }
        try await api.simulated.running {
            let job = try await run(api)
            let changed = try await api.post(
                "/v1/job/parameter/update",
                [
                    "job_id": .string(job.text),
                    "component_parameters": ["common": ["b": ["milliseconds": 7]]],
                ])
            #expect(changed.code == 0, "\(changed.message)")
            let again = try await api.post("/v1/job/rerun", ["job_id": .string(job.text)])
            #expect(again.code == 0, "\(again.message)")
            #expect(try await api.simulated.end(of: job).status == .success)
            let answer = try await diff(api, "\(job)@0", "\(job)@1")
            let found = lines(answer)
            #expect(found.first == "parameter b [] milliseconds 0 7 []", "\(found)")
            #expect(found.contains { $0.hasPrefix("status b ") && $0.hasSuffix(" success [1]") })
            #expect(found.last?.hasPrefix("status null []  failed success [") == true, "\(found)")
            #expect(try await lines(diff(api, "\(job)@1", "\(job)")) == [])
        }
    }

    /// While the second one has not run yet, nothing has come of it.
    @Test func asOfAMoment() async throws {
        let api = try await TestAPI()
        try await api.simulated.running {
            let one = try await run(api)
            let two = try await run(api)
            let last = api.simulated.log.head
            #expect(try await lines(diff(api, "\(one)", "\(two)", "&at=\(last)")) == [])
            let events = try api.simulated.log.events(of: Self.stream(two), after: .none, limit: 9)
            let started = try #require(
                events.first { $0.envelope.type == "party.started" }?.position)
            let then = try await diff(api, "\(one)", "\(two)", "&at=\(started)")
            #expect(then.members["at"]?.object?["position"]?.integer != nil)
            #expect(lines(then).first?.hasPrefix("status a [") == true, "\(lines(then))")
        }
    }

    @Test func whatCannotBeCompared() async throws {
        let api = try await TestAPI()
        try await api.simulated.running {
            let job = try await run(api)
            let unknown = try await diff(api, "\(job)", "20240101000000000001")
            #expect(unknown.code == 102 && unknown.message.contains("20240101000000000001"))
            let bad = try await diff(api, "\(job)", "\(job)@x")
            #expect(bad.code == 101 && bad.message.contains("JOB@VERSION"))
            let none = try await api.ask(.get, "/v1/job/diff?left=\(job)")
            #expect(none.code == 101 && none.message.contains("right"))
        }
    }

    private static func stream(_ job: JobID) -> StreamName {
        StreamIdentity.party(job, Samples.guest).streamName!
    }
}
