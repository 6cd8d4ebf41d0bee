import Domain
import TestKit
import Testing

@testable import API

/// FATE's name for jobs over several sites.
@Suite(.serialized) struct FederatedModeTests {
    @Test func everySiteKnowsThatTheJobIsNotItsOwn() async throws {
        let sites = try await SimulatedFederation()
        try await sites.running {
            let job = try await sites.submit()
            _ = try await sites.end(of: job)
            for site in sites.sites.values {
                try await site.site.settle()
                let tasks = try await site.post(
                    "/v1/job/task/query", ["job_id": .string(job.text)])
                let modes = (tasks.data?.array ?? []).map { $0.object?["f_federated_mode"] }
                #expect(!modes.isEmpty && Set(modes) == ["MULTIPLE"])
                let rows = try await site.post("/v1/job/query", ["job_id": .string(job.text)])
                let own = rows.data?.array?.first?.object?["f_runtime_conf_on_party"]?.object
                #expect(own?["federated_mode"] == "MULTIPLE")
            }
            try await sites.check(job)
        }
    }
}
