import Domain
import EventStore
import HTTPTypes
import Journal
import Scheduler
import TestKit
import Testing

@testable import API

/// Jobs that take components over from earlier ones, on a site whose workers are played by the test.
@Suite struct JobInheritanceTests {
    private let dsl = JobDocuments.dsl(["a": [], "b": ["a"], "c": ["b"]])
    private let guest = Party(.guest, PartyID(9999))

    private func conf(
        _ source: JobID? = nil, _ list: [String] = [], _ parameters: JSONObject = [:]
    ) -> JSONValue {
        var conf = JobDocuments.conf().object ?? [:]
        var common: JSONObject = ["task_cores": 4]
        if let source {
            common["inheritance_info"] = [
                "job_id": .string(source.text), "component_list": .array(list.map { .string($0) }),
            ]
        }
        conf["job_parameters"] = ["common": .object(common)]
        conf["component_parameters"] = ["common": .object(parameters)]
        return .object(conf)
    }

    private func submit(_ api: TestAPI, _ conf: JSONValue) async throws -> TestAPI.Answer {
        try await api.post("/v1/job/submit", ["job_dsl": dsl, "job_runtime_conf": conf])
    }

    /// Runs a job to its end.
    private func run(_ api: TestAPI, _ conf: JSONValue) async throws -> JobID {
        let answer = try await submit(api, conf)
        let job = try #require(
            answer.members["jobId"]?.string.flatMap { JobID($0) }, "\(answer.message)")
        let state = try await api.simulated.end(of: job)
        #expect(state.status == .success, "\(state.reason)")
        try await api.site.settle()
        return job
    }

    /// The components that workers have run for a job, each once.
    private func ran(_ job: JobID, _ api: TestAPI) async -> Set<String> {
        Set(
            await api.simulated.launcher.orders.filter { $0.task.job == job }
                .map(\.task.component.text))
    }

    private func outputs(_ job: JobID, _ component: String, _ api: TestAPI) async throws -> Int {
        let rows = try await api.post(
            "/v1/tracking/component/output/data/table",
            [
                "job_id": .string(job.text), "component_name": .string(component),
                "role": "guest", "party_id": 9999,
            ])
        return rows.data?.array?.count ?? 0
    }

    @Test func whatIsTakenOverDoesNotRun() async throws {
        let api = try await TestAPI()
        try await api.simulated.running {
            let old = try await run(api, conf())
            try await api.site.workers.log(
                MetricPoints(
                    namespace: "train", name: "loss", points: [.init(key: 0, value: 0.5)]),
                of: TaskID(job: old, component: Samples.name("a"), version: 0), guest)
            let job = try await run(
                api, conf(old, ["a", "b"], ["c": ["milliseconds": 7]]))
            #expect(await ran(job, api) == ["c"])
            // What c reads is what b has made in the other job.
            let order = await api.simulated.launcher.orders.last { $0.task.job == job }
            #expect(order?.tables.map(\.content) == [Samples.content])
            #expect(order?.tables.first?.name.namespace == "output_data_\(job)_b_0")
            let tasks = try await api.post(
                "/v1/job/task/query", ["job_id": .string(job.text), "role": "guest"])
            let rows = (tasks.data?.array ?? []).compactMap(\.object)
            #expect(rows.map { $0["f_status"] } == ["success", "success", "success"])
            #expect(
                rows.map { $0["f_inherited_from"] } == [
                    .string(old.text), .string(old.text), .null,
                ])
            let parts = try await api.post("/v1/job/query", ["job_id": .string(job.text)])
            let part = parts.data?.array?.first?.object
            #expect(part?["f_inheritance_info"]?.object?["job_id"] == .string(old.text))
            #expect(part?["f_inheritance_status"] == "success" && part?["f_progress"] == 100)
            let metrics = try await api.post(
                "/v1/tracking/component/metric/all",
                [
                    "job_id": .string(job.text), "component_name": "a", "role": "guest",
                    "party_id": 9999,
                ])
            #expect(metrics.data?.object?["train"]?.object?["loss"] != nil, "\(metrics.text)")
            let diff = try await api.ask(.get, "/v1/job/diff?left=\(old)&right=\(job)")
            let inherited = (diff.data?.object?["inherited"]?.array ?? []).compactMap(\.object)
            #expect(inherited.map { $0["component"] } == ["a", "b"])
            #expect(inherited.map { $0["right"] } == [.string(old.text), .string(old.text)])
            let differences = (diff.data?.object?["differences"]?.array ?? [])
            #expect(differences.map { $0.object?["aspect"] } == ["parameter"], "\(diff.text)")
            #expect(try await api.simulated.rowsFollowFromTheLog())
        }
    }

    @Test func theOutputsOutliveTheEarlierJob() async throws {
        let api = try await TestAPI()
        try await api.simulated.running {
            let old = try await run(api, conf())
            let job = try await run(api, conf(old, ["a"]))
            let clean = try await api.post("/v1/job/clean", ["job_id": .string(old.text)])
            #expect(clean.code == 0, "\(clean.message)")
            #expect(try await outputs(old, "a", api) == 0)
            #expect(try await outputs(job, "a", api) == 1)
            // The earlier one has nothing left to take over; the later one has.
            let refused = try await submit(api, conf(old, ["a"]))
            #expect(refused.code == 103)
            #expect(refused.message.contains("thrown away"), "\(refused.message)")
            let third = try await run(api, conf(job, ["a"]))
            #expect(await ran(third, api) == ["b", "c"])
            let all = try await run(api, conf(job, ["a", "b", "c"]))
            #expect(await ran(all, api).isEmpty)
            #expect(try await api.simulated.rowsFollowFromTheLog())
        }
    }

    @Test func aRerunRunsItAfterAll() async throws {
        let api = try await TestAPI()
        try await api.simulated.running {
            let old = try await run(api, conf())
            let job = try await run(api, conf(old, ["a", "b"]))
            let answer = try await api.post(
                "/v1/job/rerun",
                ["job_id": .string(job.text), "component_name": ["b"], "force": true])
            #expect(answer.code == 0, "\(answer.message)")
            for try await _ in api.site.log.subscribe(after: .origin) {
                let state = try await api.site.journal.state(of: JobDecider.self, .job(job))
                guard state.round == 1, state.isClosed else { continue }
                #expect(state.status == .success, "\(state.reason)")
                #expect(state.tasks[Samples.name("a")]?.isInherited == true)
                break
            }
            #expect(await ran(job, api) == ["b", "c"])
        }
    }

    /// What `job/submit` is refused for, and that `job/check` says the same.
    private func refusal(_ api: TestAPI, _ conf: JSONValue) async throws -> String {
        let head = api.site.log.head
        let answer = try await submit(api, conf)
        #expect(answer.code == 103, "\(answer.message)")
        #expect(answer.message.hasSuffix("(not_inheritable)"), "\(answer.message)")
        #expect(api.site.log.head == head)
        let check = try await api.post(
            "/v1/job/check", ["job_dsl": dsl, "job_runtime_conf": conf])
        let codes = (check.data?.object?["findings"]?.array ?? []).map { $0.object?["code"] }
        #expect(Set(codes) == ["not_inheritable"], "\(check.text)")
        return answer.message
    }

    @Test func whatWouldComeOutOtherwiseIsRefused() async throws {
        let api = try await TestAPI { order in
            order.task.component.text == "c" && order.party.role == .host ? .die : .succeed
        }
        try await api.simulated.running {
            let answer = try await submit(api, conf())
            let old = try #require(answer.members["jobId"]?.string.flatMap { JobID($0) })
            #expect(try await api.simulated.end(of: old).status == .failed)
            try await api.site.settle()
            let parameter = try await refusal(
                api, conf(old, ["a"], ["a": ["milliseconds": 3]]))
            #expect(
                parameter.contains(
                    "guest:9999, component a: cannot be inherited from job \(old): "
                        + "parameter.milliseconds is 0 there and 3 here"), "\(parameter)")
            let failed = try await refusal(api, conf(old, ["a", "b", "c"]))
            #expect(failed.contains("it has not succeeded there: failed"), "\(failed)")
            let unknown = JobID("202611200000000000000")!
            #expect(
                try await refusal(api, conf(unknown, ["a"])).contains("coordinated no such job"))
        }
    }
}
