import Domain
import Foundation
import TestKit
import Testing

@testable import API

/// What becomes of a conf: what the answer warns of, and the file that people look at.
@Suite struct JobConfTests {
    private func submit(_ api: TestAPI, _ common: JSONObject) async throws -> TestAPI.Answer {
        var conf = JobDocuments.conf().object ?? [:]
        conf["job_parameters"] = ["common": .object(common)]
        return try await api.post(
            "/v1/job/submit",
            ["job_dsl": JobDocuments.dsl(["a": []]), "job_runtime_conf": .object(conf)])
    }

    @Test func whatFATEHasRemovedIsTold() async throws {
        let api = try await TestAPI()
        try await api.simulated.running {
            let both = try await submit(api, ["work_mode": 1, "backend": 0])
            #expect(both.code == 0 && both.members["jobId"] != nil)
            #expect(both.message.hasPrefix("[WARN]work_mode, backend in job_parameters is removed"))
            #expect(try await submit(api, ["backend": 1]).message.hasPrefix("[WARN]backend in"))
            #expect(try await submit(api, ["task_cores": 2]).message == "success")
        }
        // Confs of version 1 have them in the object itself.
        #expect(RemovedParameters.warning(about: ["job_parameters": ["work_mode": 0]]) != nil)
        #expect(RemovedParameters.warning(about: [:]) == nil)
    }

    @Test func theConfFileFollowsAChange() async throws {
        let api = try await TestAPI()
        try await api.simulated.running {
            let answer = try await submit(api, ["task_cores": 2])
            let job = try #require(answer.members["jobId"]?.string.flatMap { JobID($0) })
            let path = answer.data?.object?["job_runtime_conf_path"]?.string ?? ""
            _ = try await api.simulated.end(of: job)
            let change = try await api.post(
                "/v1/job/parameter/update",
                [
                    "job_id": .string(job.text),
                    "component_parameters": ["common": ["a": ["milliseconds": 9]]],
                ])
            #expect(change.code == 0, "\(change.message)")
            let file = try JSONValue(parsing: [UInt8](Data(contentsOf: URL(filePath: path))))
            #expect(
                file.object?["component_parameters"]?.object?["common"]
                    == ["a": ["milliseconds": 9]])
            #expect(file.object?["dsl_version"] == 2)
        }
    }

    @Test func oneSiteIsFATEsSingleMode() async throws {
        let api = try await TestAPI()
        try await api.simulated.running {
            let job = try #require(try await submit(api, ["task_cores": 2]).members["jobId"])
            let tasks = try await api.post("/v1/job/task/query", ["job_id": job])
            #expect(
                tasks.data?.array?.map { $0.object?["f_federated_mode"] } == ["SINGLE", "SINGLE"])
        }
    }
}
