import Domain
import Foundation
import Testing

/// FATE's own command line against our server: train, change, run again, deploy, predict.
@Suite(.serialized) struct StockClientTests {
    private let jobs = PredictJobTests()

    private func write(_ json: JSONValue, _ name: String, _ server: ServerProcess) throws -> String
    {
        let file = server.directory.appending(path: name)
        try Data(json.utf8()).write(to: file)
        return file.path()
    }

    private func job(_ answer: JSONObject) throws -> JobID {
        #expect(answer["retcode"] == 0, "\(JSONValue.object(answer).text())")
        return try #require(answer["jobId"]?.string.flatMap { JobID($0) })
    }

    /// Waits for the job's ends, one for each of its rounds.
    private func ends(
        of job: JobID, _ count: Int, _ client: SiteClient
    ) async throws -> [String] {
        var ends: [String] = []
        for try await event in try await client.events(after: 0)
        where event["stream"]?.string == "job-\(job)" && event["type"]?.string == "job.ended" {
            ends.append(event["payload"]?.object?["status"]?.string ?? "")
            if ends.count == count { break }
        }
        return ends
    }

    private func upload(_ flow: StockClient, _ server: ServerProcess) async throws {
        for party in ["guest", "host"] {
            let csv = Programs.demoData.appending(path: "credit_\(party).csv").path()
            let conf = try write(
                [
                    "file": .string(csv), "head": 1, "partition": 4, "id_delimiter": ",",
                    "table_name": .string(party), "namespace": "experiment",
                ], "upload_\(party).json", server)
            let id = try job(await flow.run("data", "upload", "-c", conf))
            #expect(try await ends(of: id, 1, SiteClient(address: server.address)) == ["success"])
        }
    }

    @Test func theStockCommandLineTrainsChangesDeploysAndPredicts() async throws {
        let flow = try await StockClient.installed()
        let server = try await ServerProcess()
        let client = SiteClient(address: server.address)
        let port = server.address.split(separator: ":").last.map(String.init) ?? ""
        #expect(try await flow.run("init", "--ip", "127.0.0.1", "--port", port)["retcode"] == 0)
        try await upload(flow, server)

        let training = FederatedJob(
            guestTable: "guest", hostTable: "host", lr: FederatedJob.lr(iterations: 2, batch: 500))
        let submitted = try await flow.run(
            "job", "submit", "-c", write(training.conf, "conf.json", server),
            "-d", write(FederatedJob.dsl, "dsl.json", server))
        let trained = try job(submitted)
        #expect(try await ends(of: trained, 1, client) == ["success"])
        let change = try await flow.run(
            "job", "parameter-update", "-j", trained.text, "-c",
            write(
                ["component_parameters": ["common": ["hetero_lr_0": ["max_iter": 3]]]],
                "change.json", server))
        #expect(change["data"]?.object?["components"] == ["hetero_lr_0"])
        let again = try await flow.run(
            "job", "rerun", "-j", trained.text, "-cpn", "hetero_lr_0", "--force")
        #expect(again["retmsg"] == "rerun job success")
        #expect(try await ends(of: trained, 2, client) == ["success", "success"])
        let seat = ["-j", trained.text, "-r", "guest", "-p", "9999", "-cpn", "hetero_lr_0"]
        let parameters = try await flow.run("component", "parameters", with: seat)
        #expect(
            parameters["data"]?.object?["ComponentParam"]?.object?["max_iter"] == 3)
        let model = try await flow.run("component", "output-model", with: seat)
        #expect(model["data"]?.object?["iters"] == 3)
        #expect(model["meta"]?.object?["module_name"] == "HeteroLR")

        let info = try #require(submitted["data"]?.object?["model_info"]?.object)
        let deployed = try await flow.run(
            "model", "deploy", "--model-id", info["model_id"]?.string ?? "", "--model-version",
            trained.text, "--cpn-list", "reader_0,data_transform_0,intersection_0,hetero_lr_0")
        #expect(deployed["retcode"] == 0)
        #expect(deployed["data"]?.object?["arbiter"] == ["10000": 0])
        let predicting: JSONValue = [
            "dsl_version": 2, "initiator": ["role": "guest", "party_id": 9999],
            "role": ["guest": [9999], "host": [10000], "arbiter": [10000]],
            "job_parameters": [
                "common": [
                    "job_type": "predict", "model_id": info["model_id"] ?? .null,
                    "model_version": deployed["data"]?.object?["model_version"] ?? .null,
                ]
            ],
        ]
        let used = try job(
            await flow.run("job", "submit", "-c", write(predicting, "predict.json", server)))
        #expect(try await ends(of: used, 1, client) == ["success"])
        try await jobs.compare(client, trained, used)
        #expect(await server.end() == 0)
    }
}
