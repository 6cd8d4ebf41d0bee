import Domain
import Foundation
import Testing

/// The quickstart's job: reader → transform → intersection → hetero LR → evaluation.
struct FederatedJob {
    var guestTable: String
    var hostTable: String
    var lr: JSONObject
    var arbiter = 10000
    var intersection: JSONObject = ["intersect_method": "ecdh"]

    static let dsl: JSONValue = [
        "components": [
            "reader_0": ["module": "Reader", "output": ["data": ["data"]]],
            "data_transform_0": [
                "module": "DataTransform", "input": ["data": ["data": ["reader_0.data"]]],
                "output": ["data": ["data"], "model": ["model"]],
            ],
            "intersection_0": [
                "module": "Intersection", "input": ["data": ["data": ["data_transform_0.data"]]],
                "output": ["data": ["data"]],
            ],
            "hetero_lr_0": [
                "module": "HeteroLR", "input": ["data": ["train_data": ["intersection_0.data"]]],
                "output": ["data": ["data"], "model": ["model"]],
            ],
            "evaluation_0": [
                "module": "Evaluation", "input": ["data": ["data": ["hetero_lr_0.data"]]],
                "output": ["data": ["data"]],
            ],
        ]
    ]

    var conf: JSONValue {
        [
            "dsl_version": 2, "initiator": ["role": "guest", "party_id": 9999],
            "role": ["guest": [9999], "host": [10000], "arbiter": [.integer(Int64(arbiter))]],
            "job_parameters": ["common": ["task_cores": 2, "task_parallelism": 1]],
            "component_parameters": [
                "common": [
                    "intersection_0": .object(intersection), "hetero_lr_0": .object(lr),
                    "evaluation_0": ["eval_type": "binary"],
                ],
                "role": [
                    "guest": ["0": party(guestTable, hasLabel: true)],
                    "host": ["0": party(hostTable, hasLabel: false)],
                ],
            ],
        ]
    }

    private func party(_ table: String, hasLabel: Bool) -> JSONValue {
        [
            "reader_0": ["table": ["namespace": "experiment", "name": .string(table)]],
            "data_transform_0": ["with_label": .bool(hasLabel)],
        ]
    }

    /// Parameters that converge on the breast tables and on the demo's.
    static func lr(iterations: Int = 30, batch: Int = 128) -> JSONObject {
        [
            "penalty": "L2", "optimizer": "nesterov_momentum_sgd", "alpha": 0.01,
            "learning_rate": 0.15, "max_iter": .integer(Int64(iterations)), "early_stop": "diff",
            "batch_size": .integer(Int64(batch)), "init_param": ["init_method": "zeros"],
        ]
    }

    /// Uploads the demo's tables, as `guest` and `host`.
    static func uploadDemo(to client: SiteClient) async throws {
        let csv = { (party: String) in
            [UInt8](try Data(contentsOf: Programs.demoData.appending(path: "credit_\(party).csv")))
        }
        try await upload(guest: csv("guest"), host: csv("host"), to: client)
    }

    /// Submits a short training over those tables.
    static func submitShort(to client: SiteClient) async throws -> JobID {
        let job = FederatedJob(
            guestTable: "guest", hostTable: "host", lr: lr(iterations: 2, batch: -1))
        let answer = try await client.post(
            "job/submit", ["job_dsl": dsl, "job_runtime_conf": job.conf])
        return try #require(answer.job, "\(answer.message)")
    }

    /// Uploads both tables and waits until they are there.
    static func upload(
        guest: [UInt8], host: [UInt8], to client: SiteClient, hostsSite: SiteClient? = nil
    ) async throws {
        for (name, csv, client) in [
            ("guest", guest, client), ("host", host, hostsSite ?? client),
        ] {
            let answer = try await client.upload(csv, name: name)
            guard let job = answer.job else {
                throw ServerProcess.Failure(description: answer.message)
            }
            let end = try await client.end(of: job)
            guard end.status == "success" else {
                throw ServerProcess.Failure(description: end.reason)
            }
        }
    }
}
