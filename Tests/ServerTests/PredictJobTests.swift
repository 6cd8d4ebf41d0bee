import Domain
import Foundation
import Testing

/// Train, deploy and predict over real processes: server, workers, HTTP.
@Suite(.serialized) struct PredictJobTests {
    func submit(
        _ client: SiteClient, _ body: JSONValue
    ) async throws -> (job: JobID, model: JSONObject) {
        let answer = try await client.post("job/submit", body)
        let job = try #require(answer.job, "\(answer.message)")
        let end = try await client.end(of: job)
        #expect(end.status == "success", "\(end.reason)")
        return (job, try #require(answer.data?.object?["model_info"]?.object))
    }

    /// The first rows that HeteroLR made at the guest: the scores by id.
    private func scores(_ client: SiteClient, _ job: JobID) async throws -> [String: Double] {
        let answer = try await client.post(
            "tracking/component/output/data",
            [
                "job_id": .string(job.text), "role": "guest", "party_id": 9999,
                "component_name": "hetero_lr_0",
            ])
        let header = answer.body["meta"]?.object?["header"]?.array?.first?.array ?? []
        let place = try #require(header.firstIndex(of: "predict_score"))
        let rows = answer.data?.array?.first?.array ?? []
        return Dictionary(
            rows.compactMap { row in
                guard let cells = row.array, let id = cells.first?.string,
                    let score = cells[place].string.flatMap(Double.init)
                else { return nil }
                return (id, score)
            }, uniquingKeysWith: { first, _ in first })
    }

    /// Both jobs have scored the same rows, and alike.
    func compare(_ client: SiteClient, _ trained: JobID, _ used: JobID) async throws {
        let (before, after) = (try await scores(client, trained), try await scores(client, used))
        #expect(before.count == 100)
        #expect(Set(before.keys) == Set(after.keys))
        for (id, score) in before {
            #expect(abs(try #require(after[id]) - score) < 1e-6, "\(id)")
        }
    }

    @Test func aModelPredictsWhatItSaidInTraining() async throws {
        let server = try await ServerProcess()
        let client = SiteClient(address: server.address)
        try await FederatedJob.uploadDemo(to: client)
        let training = FederatedJob(
            guestTable: "guest", hostTable: "host", lr: FederatedJob.lr(iterations: 2, batch: 500))
        let (trained, model) = try await submit(
            client, ["job_dsl": FederatedJob.dsl, "job_runtime_conf": training.conf])
        var request = model
        request["cpn_list"] = ["reader_0", "data_transform_0", "intersection_0", "hetero_lr_0"]
        let deployed = try await client.post("model/deploy", .object(request))
        #expect(deployed.code == 0, "\(deployed.message)")
        #expect(deployed.data?.object?["arbiter"] == ["10000": 0])
        let predicting: JSONValue = [
            "dsl_version": 2, "initiator": ["role": "guest", "party_id": 9999],
            "role": ["guest": [9999], "host": [10000], "arbiter": [10000]],
            "job_parameters": [
                "common": [
                    "job_type": "predict", "model_id": model["model_id"] ?? .null,
                    "model_version": deployed.data?.object?["model_version"] ?? .null,
                ]
            ],
        ]
        let (used, _) = try await submit(client, ["job_runtime_conf": predicting])
        try await compare(client, trained, used)
        #expect(server.terminate() == 0)
        #expect(server.workers.isEmpty)
    }

    private static let versionOneDSL: JSONValue = [
        "components": [
            "dataio_0": [
                "module": "DataIO", "input": ["data": ["data": ["args.train_data"]]],
                "output": ["data": ["train"], "model": ["dataio"]],
            ],
            "intersection_0": [
                "module": "Intersection", "input": ["data": ["data": ["dataio_0.train"]]],
                "output": ["data": ["train"]],
            ],
            "hetero_lr_0": [
                "module": "HeteroLR", "input": ["data": ["train_data": ["intersection_0.train"]]],
                "output": ["data": ["train"], "model": ["lr"]],
            ],
            "evaluation_0": [
                "module": "Evaluation", "input": ["data": ["data": ["hetero_lr_0.train"]]],
            ],
        ]
    ]

    private func versionOne(_ key: String, _ parameters: JSONObject = [:]) -> JSONValue {
        func role(_ table: String, hasLabel: Bool) -> JSONValue {
            let tables: JSONObject = JSONObject([
                (key, [["namespace": "experiment", "name": .string(table)]] as JSONValue)
            ])
            return [
                "args": ["data": .object(tables)], "dataio_0": ["with_label": [.bool(hasLabel)]],
            ]
        }
        return [
            "initiator": ["role": "guest", "party_id": 9999],
            "role": ["guest": [9999], "host": [10000], "arbiter": [10000]],
            "job_parameters": .object(parameters),
            "role_parameters": [
                "guest": role("guest", hasLabel: true), "host": role("host", hasLabel: false),
            ],
            "algorithm_parameters": [
                "intersection_0": ["intersect_method": "ecdh"],
                "hetero_lr_0": .object(FederatedJob.lr(iterations: 2, batch: 500)),
            ],
        ]
    }

    @Test func aJobOfVersionOneTrainsAndPredicts() async throws {
        let server = try await ServerProcess()
        let client = SiteClient(address: server.address)
        try await FederatedJob.uploadDemo(to: client)
        let (trained, model) = try await submit(
            client,
            [
                "job_dsl": Self.versionOneDSL,
                "job_runtime_conf": versionOne("train_data", ["work_mode": 0]),
            ])
        var parameters = model
        parameters["job_type"] = "predict"
        let (used, named) = try await submit(
            client, ["job_runtime_conf": versionOne("eval_data", parameters)])
        #expect(named == model)
        try await compare(client, trained, used)
        #expect(server.terminate() == 0)
    }
}
