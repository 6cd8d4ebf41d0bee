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

    /// The calls that take `at`, with what they are asked beside a component of a job; none may be
    /// forgotten here.
    private static let readings: [String: JSONObject] = [
        "/v1/job/query": [:], "/v1/job/list/job": [:], "/v1/job/task/query": [:],
        "/v1/job/list/task": [:], "/v1/job/config": [:], "/v1/job/data/view/query": [:],
        "/v1/job/show": [:], "/v1/job/why": [:],
        "/v1/job/diff": ["left": .string(imported), "right": "202611211253182970000"],
        "/v1/tracking/component/metrics": trained, "/v1/tracking/component/metric/all": trained,
        "/v1/tracking/component/metric_data": trained,
        "/v1/tracking/component/parameters": [:], "/v1/tracking/component/list": [:],
        "/v1/tracking/component/summary/download": trained,
        "/v1/tracking/component/output/data": [:],
        "/v1/tracking/component/output/data/table": [:],
        "/v1/tracking/component/output/model": [:],
        "/v1/tracking/component/output/data/download": [:],
        "/v1/tracking/job/data_view": [:], "/v1/table/table_info": [:],
        "/v1/model/query": ["origin_site": "*"], "/v1/pipeline/dag/dependency": [:],
        "/v1/resource/query": [:], "/v1/site/leases": [:], "/v1/peer/list": [:],
        "/v1/party/list": [:],
    ]
    private static let imported = LogTransferRouteTests.job
    private static let trained: JSONObject = [
        "job_id": .string(imported), "component_name": "hetero_lr_0",
        "metric_namespace": "train", "metric_name": "loss",
    ]

    @Test func everyCallOfViewsTakesAMoment() async throws {
        let past = Endpoints.all.filter { $0.past.readsViews }
        #expect(Set(past.map(\.path)) == Set(Self.readings.keys))
        let api = try await TestAPI()
        try await api.simulated.running {
            let segment = try LogTransferRouteTests.segment()
            #expect(try await api.ask(.post, "/v1/log/import", segment).code == 0)
            let (job, _) = try await run(api)
            let route: JSONValue = ["party_id": "10001", "address": "http://127.0.0.1:1"]
            #expect(try await api.post("/v1/party/add", route).code == 0)
            try await api.site.settle()
            let head = api.site.log.head
            var silent: Set<String> = []
            for endpoint in past {
                let now = try await ask(api, endpoint, job, nil)
                let same = try await ask(api, endpoint, job, head)
                let before = try await ask(api, endpoint, job, .origin)
                let place = "\(endpoint.path): \(now.message), \(before.message)"
                #expect(isAbout(same, head) && isAbout(before, .origin), "\(place)")
                #expect(same.status == now.status && same.data == now.data, "\(place)")
                if before.data == now.data { silent.insert(endpoint.path) }
            }
            // Scripted workers write no rows and no models, and nobody has taken the lead here.
            #expect(
                silent == [
                    "/v1/tracking/component/output/data",
                    "/v1/tracking/component/output/data/download",
                    "/v1/tracking/component/output/model", "/v1/model/query", "/v1/site/leases",
                ])
        }
    }

    /// Whether an answer, or a refusal, says that it is about a position.
    private func isAbout(_ answer: TestAPI.Answer, _ position: Position) -> Bool {
        answer.headers[.init("Clotho-Position")!] == "\(position)"
            || answer.message.hasSuffix("(as of position \(position))")
    }

    private func ask(
        _ api: TestAPI, _ endpoint: Endpoint, _ job: JSONValue, _ at: Position?
    ) async throws -> TestAPI.Answer {
        var arguments = Self.readings[endpoint.path] ?? [:]
        let seat: JSONObject = [
            "job_id": job, "role": "guest", "party_id": "9999", "component_name": "a",
        ]
        let isOfAJob = ["/job/", "/tracking/", "/pipeline/"].contains { endpoint.path.contains($0) }
        if endpoint.path == "/v1/table/table_info" {
            let outputs = try await api.post(
                "/v1/tracking/component/output/data/table", .object(seat))
            let table = try #require(outputs.data?.array?.first?.object)
            arguments["name"] = table["table_name"]
            arguments["namespace"] = table["table_namespace"] ?? table["namespace"]
        }
        if isOfAJob {
            for (name, value) in seat where arguments[name] == nil { arguments[name] = value }
        }
        if let at { arguments["at"] = .integer(Int64(at.number)) }
        guard endpoint.method == .get, case .query = endpoint.input else {
            return try await api.ask(
                endpoint.method, endpoint.path, JSONValue.object(arguments).utf8())
        }
        let query = arguments.map { "\($0.0)=\($0.1.string ?? $0.1.text())" }
        return try await api.ask(.get, "\(endpoint.path)?\(query.joined(separator: "&"))")
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
