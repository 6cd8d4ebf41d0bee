import Domain
import HTTPTypes
import TestKit
import Testing

@testable import API

/// Models over HTTP: deploying, and the documents of predict jobs.
@Suite struct ModelRouteTests {
    private let dsl: JSONValue = [
        "components": [
            "a_0": ["module": "Noop", "output": ["data": ["data"], "model": ["m"]]],
            "b_0": ["module": "Noop", "input": ["data": ["train_data": ["a_0.data"]]]],
        ]
    ]
    private let predictDSL: JSONValue = [
        "components": [
            "a_0": [
                "module": "Noop", "input": ["model": ["pipeline.a_0.m"]],
                "output": ["data": ["data"]],
            ]
        ]
    ]

    /// The model's name and version, once a job has trained it.
    private func train(_ api: TestAPI) async throws -> JSONObject {
        let answer = try await api.post(
            "/v1/job/submit", ["job_dsl": dsl, "job_runtime_conf": JobDocuments.conf()])
        let job = try #require(answer.members["jobId"]?.string.flatMap { JobID($0) })
        _ = try await api.simulated.end(of: job)
        return try #require(answer.data?.object?["model_info"]?.object)
    }

    private func with(_ model: JSONObject, _ more: JSONObject) -> JSONValue {
        .object(JSONObject(Array(model.map { ($0, $1) }) + more.map { ($0, $1) }))
    }

    @Test func aModelIsDeployedAndUsed() async throws {
        let api = try await TestAPI()
        try await api.simulated.running {
            let trained = try await train(api)
            let answer = try await api.post(
                "/v1/model/deploy",
                with(trained, ["cpn_list": ["a_0"], "components_checkpoint": [:]]))
            #expect(answer.code == 0, "\(answer.message)")
            let data = answer.data?.object
            #expect(data?["guest"] == ["9999": 0])
            #expect(data?["host"] == ["10000": 0])
            #expect(
                data?["detail"]?.object?["guest"]?.object?["9999"]?.object?["retcode"] == 0)
            let model: JSONObject = [
                "model_id": data?["model_id"] ?? .null,
                "model_version": data?["model_version"] ?? .null,
            ]
            #expect(model["model_version"] != trained["model_version"])
            let written = try await api.post("/v1/model/get/predict/dsl", .object(model))
            #expect(written.data?.text(sortedKeys: true) == predictDSL.text(sortedKeys: true))
            let file = try await api.post(
                "/v1/model/get/predict/dsl", with(model, ["filename": "p.json"]))
            #expect(try JSONValue(parsing: file.body) == predictDSL)
            #expect(file.headers[.contentDisposition] == "attachment; filename=p.json")
            try await submitAsTold(model, api)
            let rows = try await api.post("/v1/model/query", .object(model)).data?.array ?? []
            #expect(rows.count == 2)
            #expect(rows.first?.object?["f_parent"]?.isNull == true)
            #expect(
                rows.first?.object?["f_parent_info"]?.object?["parent_model_version"]
                    == trained["model_version"])
        }
    }

    /// The conf that the site offers makes a job.
    private func submitAsTold(_ model: JSONObject, _ api: TestAPI) async throws {
        let conf = try #require(
            try await api.post("/v1/model/get/predict/conf", .object(model)).data)
        let submitted = try await api.post("/v1/job/submit", ["job_runtime_conf": conf])
        #expect(submitted.code == 0, "\(submitted.message)")
        #expect(submitted.data?.object?["model_info"]?.object == model)
        let job = try #require(submitted.members["jobId"]?.string.flatMap { JobID($0) })
        #expect(try await api.simulated.end(of: job).status == .success)
    }

    @Test func whatIsNotThereOrNotDeployed() async throws {
        let api = try await TestAPI()
        try await api.simulated.running {
            let trained = try await train(api)
            let unknown: JSONValue = ["model_id": "m", "model_version": "1"]
            #expect(try await api.post("/v1/model/deploy", unknown).status == 404)
            #expect(try await api.post("/v1/model/get/predict/dsl", unknown).status == 210)
            #expect(try await api.post("/v1/model/deploy", [:]).code == 101)
            let early = try await api.post("/v1/model/get/predict/conf", .object(trained))
            #expect(early.code == 101)
            #expect(early.message.contains("has not been deployed yet"))
            for (more, word) in [
                (["cpn_list": ["x_0"]], "deploy_unknown_component"),
                (["cpn_list": ["a_0"], "predict_dsl": predictDSL], "not both"),
                (["components_checkpoint": ["a_0": ["step_index": 1]]], "components_checkpoint"),
                (["dsl": "{"], "dsl must be a JSON object"),
            ] as [(JSONObject, String)] {
                let answer = try await api.post("/v1/model/deploy", with(trained, more))
                #expect(answer.code == 101)
                #expect(answer.message.contains(word), "\(answer.message)")
            }
        }
    }

    @Test(arguments: ["a_0", "[a_0]", "[\"a_0\"]", ["a_0"]] as [JSONValue])
    func aPredictDSLIsGenerated(_ names: JSONValue) async throws {
        let api = try await TestAPI()
        let answer = try await api.post(
            "/v1/job/dsl/generate",
            ["cpn_str": names, "train_dsl": .string(dsl.text()), "version": "2"])
        #expect(answer.data?.text(sortedKeys: true) == predictDSL.text(sortedKeys: true))
    }

    @Test func aPredictDSLCannotBeGenerated() async throws {
        let api = try await TestAPI()
        let answer = try await api.post(
            "/v1/job/dsl/generate", ["cpn_str": "x_0", "train_dsl": .string(dsl.text())])
        #expect(answer.status == 210)
        #expect(answer.message.contains("deploy_unknown_component"))
        #expect(try await api.post("/v1/job/dsl/generate", ["cpn_str": "x_0"]).code == 101)
    }
}
