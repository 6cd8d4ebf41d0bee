import Domain
import Foundation
import Testing

/// Train, deploy and predict over three servers.
@Suite(.serialized) struct PredictSitesTests {
    private let single = PredictJobTests()

    private func csv(_ party: String) throws -> [UInt8] {
        try [UInt8](Data(contentsOf: Programs.demoData.appending(path: "credit_\(party).csv")))
    }

    private func predict(_ model: JSONObject, _ data: JSONObject?) -> JSONValue {
        [
            "dsl_version": 2, "initiator": ["role": "guest", "party_id": 9999],
            "role": ["guest": [9999], "host": [10000], "arbiter": [9998]],
            "job_parameters": [
                "common": [
                    "job_type": "predict", "model_id": model["model_id"] ?? .null,
                    "model_version": data?["model_version"] ?? .null,
                ]
            ],
        ]
    }

    @Test func aModelOfThreeSitesPredictsWhatItSaidInTraining() async throws {
        let servers = try await FederationTests().sites()
        let clients = servers.map { SiteClient(address: $0.address) }
        try await FederatedJob.upload(
            guest: csv("guest"), host: csv("host"), to: clients[0], hostsSite: clients[1])
        let training = FederatedJob(
            guestTable: "guest", hostTable: "host", lr: FederatedJob.lr(iterations: 2, batch: 500),
            arbiter: 9998)
        let (trained, model) = try await single.submit(
            clients[0], ["job_dsl": FederatedJob.dsl, "job_runtime_conf": training.conf])
        var request = model
        request["cpn_list"] = ["reader_0", "data_transform_0", "intersection_0", "hetero_lr_0"]
        let deployed = try await clients[0].post("model/deploy", .object(request))
        #expect(deployed.code == 0, "\(deployed.message)")
        let data = deployed.data?.object
        #expect(data?["host"] == ["10000": 0] && data?["arbiter"] == ["9998": 0])
        for client in clients {
            let known = try await client.post(
                "model/query", ["model_version": data?["model_version"] ?? .null])
            #expect(known.data?.array?.count == 1, "\(known.message)")
        }
        let (used, _) = try await single.submit(
            clients[0], ["job_runtime_conf": predict(model, data)])
        try await single.compare(clients[0], trained, used)

        // Without the host's site nothing is deployed anywhere.
        servers[1].crash()
        let away = try await CommandLine(server: servers[0].address)
            .run("model", "deploy", trained.text)
        #expect(away.status == 1)
        #expect(away.complaints.contains("nothing was deployed; host:10000"))
        for (server, party) in [(servers[0], "guest"), (servers[2], "arbiter")] {
            let rows = try await SiteClient(address: server.address)
                .post("model/query", ["role": .string(party)])
            #expect(rows.data?.array?.count == 2, "\(party)")
            #expect(await server.end() == 0)
        }
    }
}
