import Domain
import EventStore
import Journal
import Scheduler
import TestKit
import Testing

@testable import API

/// Reruns over HTTP, on a site whose workers are played by the test.
@Suite struct RerunRouteTests {
    let dsl = JobDocuments.dsl(["a": [], "b": ["a"]])
    let conf = JobDocuments.conf()

    private func submit(_ api: TestAPI) async throws -> JobID {
        let answer = try await api.post(
            "/v1/job/submit", ["job_dsl": dsl, "job_runtime_conf": conf])
        return try #require(
            answer.members["jobId"]?.string.flatMap { JobID($0) }, "\(answer.message)")
    }

    private func end(of job: JobID, round: Int, _ api: TestAPI) async throws -> JobState {
        for try await _ in api.site.log.subscribe(after: .origin) {
            let state = try await api.site.journal.state(of: JobDecider.self, .job(job))
            if state.round == round, state.isClosed { return state }
        }
        throw CancellationError()
    }

    private func task(_ job: JobID, _ component: String, _ version: Int? = nil) -> JSONValue {
        var body: JSONObject = [
            "job_id": .string(job.text), "component_name": .string(component), "role": "guest",
            "party_id": "9999",
        ]
        body["task_version"] = version.map { .integer(Int64($0)) }
        return .object(body)
    }

    @Test func everyVersionCanBeRead() async throws {
        let api = try await TestAPI()
        try await api.simulated.running {
            let job = try await submit(api)
            _ = try await end(of: job, round: 0, api)
            let change = try await api.post(
                "/v1/job/parameter/update",
                [
                    "job_id": .string(job.text),
                    "component_parameters": ["common": ["b": ["milliseconds": 9]]],
                ])
            #expect(change.code == 0, "\(change.message)")
            #expect(
                change.data?.object?["component_parameters"]?.object?["common"]
                    == ["b": ["milliseconds": 9]])
            let rerun = try await api.post(
                "/v1/job/rerun",
                ["job_id": .string(job.text), "component_name": ["b"], "force": true])
            #expect(rerun.code == 0, "\(rerun.message)")
            _ = try await end(of: job, round: 1, api)
            try await api.site.settle()
            for (version, namespace, milliseconds) in [
                (nil, "_b_1", 9), (0, "_b_0", 0), (1, "_b_1", 9),
            ] as [(Int?, String, Int)] {
                let tables = try await api.post(
                    "/v1/tracking/component/output/data/table", task(job, "b", version))
                let name = tables.data?.array?.first?.object?["table_namespace"]?.string ?? ""
                #expect(name.hasSuffix(namespace), "\(tables.message)")
                let parameters = try await api.post(
                    "/v1/tracking/component/parameters", task(job, "b", version))
                #expect(
                    parameters.data?.object?["ComponentParam"]?.object?["milliseconds"]?.integer
                        == milliseconds)
            }
            let wrong = try await api.post(
                "/v1/tracking/component/parameters", task(job, "b", -1))
            #expect(wrong.code == 101 && wrong.message.contains("task_version"))
        }
    }

    @Test func theWholeJobHasFATEsName() async throws {
        let api = try await TestAPI()
        try await api.simulated.running {
            let job = try await submit(api)
            _ = try await end(of: job, round: 0, api)
            let nothing = try await api.post(
                "/v1/job/rerun",
                ["job_id": .string(job.text), "component_name": "pipeline", "force": false])
            #expect(nothing.code == 0 && nothing.message.contains("without force"))
            let answer = try await api.post(
                "/v1/job/rerun",
                ["job_id": .string(job.text), "component_name": "pipeline", "force": "true"])
            #expect(answer.message == "rerun job success")
            #expect(
                try await end(of: job, round: 1, api).tasks.values.allSatisfy { $0.version == 1 })
        }
    }

    @Test func aRunningJobIsRefused() async throws {
        let api = try await TestAPI { _ in .hang }
        try await api.simulated.running {
            let job = JSONValue.string(try await submit(api).text)
            for path in ["rerun", "parameter/update"] {
                let answer = try await api.post(
                    "/v1/job/\(path)",
                    ["job_id": job, "job_parameters": ["common": ["auto_retries": 1]]])
                #expect(answer.code == 103)
                #expect(answer.message.contains("stop it first"), "\(answer.message)")
            }
            _ = try await api.post("/v1/job/stop", ["job_id": job])
        }
    }

    @Test func theQueueIsCleaned() async throws {
        let api = try await TestAPI(cores: 8) { _ in .hang }
        try await api.simulated.running {
            let running = try await submit(api)
            for try await _ in api.site.log.subscribe(after: .origin) {
                let state = try await api.site.journal.state(of: JobDecider.self, .job(running))
                if state.status == .running { break }
            }
            let waiting = try await submit(api)
            let answer = try await api.post("/v1/job/clean/queue", [:])
            #expect(answer.data == .object([waiting.text: 0]))
            #expect(try await end(of: waiting, round: 0, api).status == .canceled)
            #expect(try await api.post("/v1/job/clean/queue", [:]).data == [:])
            _ = try await api.post("/v1/job/stop", ["job_id": .string(running.text)])
        }
    }
}
