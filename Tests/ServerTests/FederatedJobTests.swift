import Domain
import Foundation
import Testing

/// The quickstart's job over real processes: server, workers, HTTP.
@Suite(.serialized) struct FederatedJobTests {
    /// Runs the job on two tables; the evaluation's points by name.
    func evaluate(
        guest: [UInt8], host: [UInt8], lr: JSONObject
    ) async throws -> [String: Double] {
        let server = try await ServerProcess()
        let client = SiteClient(address: server.address)
        try await FederatedJob.upload(guest: guest, host: host, to: client)
        let job = FederatedJob(guestTable: "guest", hostTable: "host", lr: lr)
        let submitted = try await client.post(
            "job/submit", ["job_dsl": FederatedJob.dsl, "job_runtime_conf": job.conf])
        let id = try #require(submitted.job, "\(submitted.message)")
        let end = try await client.end(of: id)
        #expect(end.status == "success", "\(end.reason)")
        let metrics = try await client.evaluation(of: id)
        let models = try await client.post("model/query", ["model_version": .string(id.text)])
        let trained = (models.data?.array ?? []).flatMap { model in
            (model.object?["components"]?.array ?? []).map { component in
                "\(model.object?["f_role"]?.string ?? "") "
                    + "\(component.object?["f_component_module_name"]?.string ?? "")"
            }
        }
        #expect(trained.contains("guest HeteroLR") && trained.contains("host HeteroLR"))
        #expect(await server.end() == 0)
        #expect(server.workers.isEmpty)
        return metrics.points
    }

    @Test func theDemoTablesGainByFederation() async throws {
        let values = try await evaluate(
            guest: [UInt8](Data(contentsOf: Programs.demoData.appending(path: "credit_guest.csv"))),
            host: [UInt8](Data(contentsOf: Programs.demoData.appending(path: "credit_host.csv"))),
            lr: FederatedJob.lr(iterations: 4, batch: 500))
        #expect(try #require(values["auc"]) > 0.8)
    }

    @Test(.enabled(if: Programs.hasSharedFixtures, "../shared/fixtures/data is absent"))
    func breastReachesThePlaintextFigures() async throws {
        let data = Programs.sharedData
        let values = try await evaluate(
            guest: [UInt8](Data(contentsOf: data.appending(path: "breast_hetero_guest.csv"))),
            host: [UInt8](Data(contentsOf: data.appending(path: "breast_hetero_host.csv"))),
            lr: FederatedJob.lr())
        #expect(abs(try #require(values["auc"]) - 0.9974) <= 0.01 * 0.9974)
        #expect(abs(try #require(values["ks"]) - 0.976) <= 0.05)
    }
}
