import Domain
import Foundation
import Testing

/// A job that goes on training what an earlier one has trained, over real processes.
@Suite(.serialized) struct ModelLoaderTests {
    private let jobs = PredictJobTests()

    /// The quickstart's job without its evaluation, with a model to begin from.
    private var dsl: JSONValue {
        var components = FederatedJob.dsl.object?["components"]?.object ?? [:]
        components["evaluation_0"] = nil
        components["model_loader_0"] = ["module": "ModelLoader", "output": ["model": ["model"]]]
        var lr = components["hetero_lr_0"]?.object ?? [:]
        lr["input"] = [
            "data": ["train_data": ["intersection_0.data"]], "model": ["model_loader_0.model"],
        ]
        components["hetero_lr_0"] = .object(lr)
        return ["components": .object(components)]
    }

    private func conf(_ training: FederatedJob, _ loader: JSONObject) -> JSONValue {
        var conf = training.conf.object ?? [:]
        var parameters = conf["component_parameters"]?.object ?? [:]
        var common = parameters["common"]?.object ?? [:]
        common["evaluation_0"] = nil
        common["model_loader_0"] = .object(loader)
        // What training said holds where this job says nothing.
        common["hetero_lr_0"] = ["max_iter": 1]
        parameters["common"] = .object(common)
        conf["component_parameters"] = .object(parameters)
        return .object(conf)
    }

    private func losses(_ client: SiteClient, _ job: JobID) async throws -> [Double] {
        let answer = try await client.post(
            "tracking/component/output/model",
            [
                "job_id": .string(job.text), "role": "guest", "party_id": 9999,
                "component_name": "hetero_lr_0",
            ])
        return (answer.data?.object?["lossHistory"]?.array ?? []).compactMap(\.double)
    }

    @Test func aJobGoesOnWhereAnEarlierOneEnded() async throws {
        let server = try await ServerProcess()
        let client = SiteClient(address: server.address)
        try await FederatedJob.uploadDemo(to: client)
        let training = FederatedJob(
            guestTable: "guest", hostTable: "host", lr: FederatedJob.lr(iterations: 2, batch: 500))
        let (first, model) = try await jobs.submit(
            client, ["job_dsl": FederatedJob.dsl, "job_runtime_conf": training.conf])
        var loader = model
        loader["component_name"] = "hetero_lr_0"
        let (next, _) = try await jobs.submit(
            client, ["job_dsl": dsl, "job_runtime_conf": conf(training, loader)])
        let (before, after) = (try await losses(client, first), try await losses(client, next))
        #expect(before.count == 2 && after.count == 1)
        #expect(after[0] < before[1], "\(after) after \(before)")
        let parameters = try await client.post(
            "tracking/component/parameters",
            [
                "job_id": .string(next.text), "role": "guest", "party_id": 9999,
                "component_name": "hetero_lr_0",
            ])
        let effective = parameters.data?.object?["ComponentParam"]?.object
        #expect(effective?["batch_size"] == 500 && effective?["max_iter"] == 1)

        loader["step_index"] = 1
        let stepwise = try await client.post(
            "job/submit", ["job_dsl": dsl, "job_runtime_conf": conf(training, loader)])
        #expect(stepwise.code == 103)
        #expect(stepwise.message.contains("step_index"), "\(stepwise.message)")
        #expect(await server.end() == 0)
    }
}
