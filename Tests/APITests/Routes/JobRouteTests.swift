import Domain
import Foundation
import HTTPTypes
import TestKit
import Testing

@testable import API

/// Jobs over HTTP, on a site whose workers are played by the test.
@Suite struct JobRouteTests {
    let dsl = JobDocuments.dsl(["a": [], "b": ["a"]])
    let conf = JobDocuments.conf()

    func submit(_ api: TestAPI) async throws -> TestAPI.Answer {
        try await api.post("/v1/job/submit", ["job_dsl": dsl, "job_runtime_conf": conf])
    }

    @Test func aSubmittedJobIsFoundAtOnce() async throws {
        let api = try await TestAPI { _ in .hang }
        try await api.simulated.running {
            let answer = try await submit(api)
            #expect(answer.code == 0)
            let job = answer.members["jobId"] ?? .null
            #expect(answer.data?.object?["job_id"] == job)
            #expect(
                answer.data?.object?["model_info"]
                    == ["model_id": "guest-9999#host-10000#model", "model_version": job])
            #expect(answer.data?.object?["dsl_path"] == answer.data?.object?["job_dsl_path"])
            let path = answer.data?.object?["dsl_path"]?.string ?? ""
            #expect(FileManager.default.fileExists(atPath: path))
            let rows = try await api.post("/v1/job/query", ["job_id": job]).data?.array ?? []
            #expect(rows.count == 2)
            #expect(
                rows.first?.object?["f_dsl"]?.text(sortedKeys: true) == dsl.text(sortedKeys: true))
            #expect(rows.first?.object?["f_runtime_conf"] != nil)
            let tasks = try await api.post("/v1/job/task/query", ["job_id": job, "role": "guest"])
            #expect(tasks.data?.array?.map { $0.object?["f_component_name"] } == ["a", "b"])
            _ = try await api.post("/v1/job/stop", ["job_id": job])
        }
    }

    @Test func aJobRunsAndIsShown() async throws {
        let api = try await TestAPI()
        try await api.simulated.running {
            let text = try await submit(api).members["jobId"]?.string ?? ""
            _ = try await api.simulated.end(of: JobID(text)!)
            try await api.site.settle()
            let show = try await api.ask(.get, "/v1/job/show?job_id=\(text)").data?.object
            #expect(show?["status"] == "success")
            #expect(show?["progress"] == 100)
            let components = show?["components"]?.array?.compactMap(\.object) ?? []
            #expect(components.map { $0["name"] } == ["a", "b"])
            #expect(components.last?["upstream"] == ["a"])
            #expect(components.last?["status"] == "success")
            #expect(components.last?["parties"]?.array?.count == 2)
            let tables = try await api.post(
                "/v1/tracking/component/output/data/table",
                [
                    "job_id": .string(text), "component_name": "a", "role": "guest",
                    "party_id": "9999",
                ])
            #expect(tables.data?.array?.first?.object?["data_name"] == "data")
        }
    }

    @Test func stopping() async throws {
        let api = try await TestAPI { _ in .hang }
        try await api.simulated.running {
            let job = try await submit(api).members["jobId"] ?? .null
            let stopped = try await api.post("/v1/job/stop", ["job_id": job])
            #expect(
                stopped.message
                    == "stop job on this party success; stop job on all party success")
            let rows = try await api.post("/v1/job/query", ["job_id": job]).data?.array ?? []
            #expect(rows.map { $0.object?["f_status"] } == ["canceled", "canceled"])
        }
        let unknown = try await api.post("/v1/job/stop", ["job_id": "nope"])
        #expect(unknown.code == 102)
        #expect(unknown.message == "can not found job")
    }

    @Test func whatIsRefusedAtSubmission() async throws {
        let api = try await TestAPI()
        try await api.simulated.running {
            let loop = JobDocuments.dsl(["a": ["b"], "b": ["a"]])
            let answer = try await api.post(
                "/v1/job/submit", ["dsl": loop, "runtime_conf": conf])
            #expect(answer.status == 200)
            #expect(answer.code == 103)
            #expect(answer.message.hasSuffix("(loop)"))
            #expect(
                answer.data == ["error": ["code": "loop", "component": "b", "field": "input"]])
            let none = try await api.post("/v1/job/submit", [:])
            #expect(none.code == 101)
        }
    }

    @Test func configurationDependenciesAndLists() async throws {
        let api = try await TestAPI()
        try await api.simulated.running {
            let job = try await submit(api).members["jobId"] ?? .null
            let guest: JSONObject = ["job_id": job, "role": "guest", "party_id": 9999]
            let config = try await api.post("/v1/job/config", .object(guest)).data?.object
            #expect(config?["job_id"] == job)
            #expect(config?["dsl"]?.text(sortedKeys: true) == dsl.text(sortedKeys: true))
            #expect(config?["model_info"]?.object?["model_version"] == job)
            let graph = try await api.post("/v1/pipeline/dag/dependency", .object(guest)).data?
                .object
            #expect(graph?["component_list"] == ["a", "b"])
            #expect(graph?["component_module"] == ["a": "Noop", "b": "Noop"])
            #expect(graph?["component_need_run"] == ["a": true, "b": true])
            #expect(
                graph?["dependencies"] == [
                    "b": [["component_name": "a", "type": "data", "up_output_info": ["data", 0]]]
                ])
            let list = try await api.post("/v1/tracking/component/list", ["job_id": job])
            #expect(list.data == ["components": ["a", "b"]])
        }
    }

    @Test func whatIsNotFound() async throws {
        let api = try await TestAPI()
        #expect(try await api.post("/v1/job/task/query", ["job_id": "x"]).code == 101)
        #expect(try await api.post("/v1/job/config", ["job_id": "x"]).message == "find job failed")
        #expect(try await api.post("/v1/job/list/job", ["role": "king"]).status == 400)
        #expect(try await api.post("/v1/job/log/download", ["job_id": "x"]).status == 404)
        let metrics: JSONValue = ["job_id": "x", "component_name": "a"]
        let answer = try await api.post("/v1/tracking/component/metrics", metrics)
        #expect(answer.code == 0)
        #expect(answer.message == "no data")
        #expect(answer.data == [:])
        #expect(try await api.post("/v1/tracking/component/parameters", metrics).code == 101)
        #expect(try await api.post("/v1/tracking/component/output/data", metrics).code == 100)
        let summary = try await api.post("/v1/tracking/component/summary/download", metrics)
        #expect(summary.status == 210)
        let table = try await api.post("/v1/table/table_info", ["name": "t", "namespace": "n"])
        #expect(table.data?.object?["exist"] == 0)
        #expect(try await api.post("/v1/data/nonsense", [:]).status == 400)
    }
}
