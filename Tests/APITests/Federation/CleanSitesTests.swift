import Domain
import EventStore
import HTTPTypes
import Journal
import Scheduler
import TestKit
import Testing

@testable import API

/// What a job over three sites has left behind goes at all of them.
@Suite(.serialized) struct CleanSitesTests {
    typealias Sites = SimulatedFederation

    private func clean(
        _ job: JobID, everywhere: Bool, at site: TestAPI
    ) async throws -> TestAPI.Answer {
        try await site.post(
            "/v1/job/clean", ["job_id": .string(job.text), "everywhere": .bool(everywhere)])
    }

    private func outputs(_ job: JobID, _ site: TestAPI) async throws -> Int {
        try await site.site.settle()
        let rows = try await site.post("/v1/job/data/view/query", ["job_id": .string(job.text)])
        return rows.data?.array?.count ?? 0
    }

    @Test func eachSiteCleansItsOwnUnlessToldOtherwise() async throws {
        let sites = try await Sites()
        try await sites.running {
            let job = try await sites.submit()
            _ = try await sites.end(of: job)
            #expect(try await clean(job, everywhere: false, at: sites.guest).code == 0)
            #expect(try await outputs(job, sites.guest) == 0)
            #expect(try await outputs(job, sites.host) == 2)
            let stranger = try await clean(job, everywhere: true, at: sites.host)
            #expect(stranger.code == 103 && stranger.message.contains("guest:9999's"))
            #expect(try await outputs(job, sites.host) == 2)
            let all = try await clean(job, everywhere: true, at: sites.guest)
            #expect(all.code == 0, "\(all.message)")
            let parties = (all.data?.object?["parties"]?.array ?? []).compactMap(\.object)
            #expect(parties.map { $0["tables"] } == [0, 2, 2])
            #expect(try await outputs(job, sites.host) == 0)
            try await sites.check(job)
        }
    }

    /// FATE 1.x calls `clean` at the end of every job and means nothing by it.
    @Test func theCallOfFATEDoesNothing() async throws {
        let sites = try await Sites()
        try await sites.running {
            let job = try await sites.submit()
            _ = try await sites.end(of: job)
            let path = "/v1/party/\(job)/host/10000/clean"
            let body: JSONValue = ["guest": [9999], "host": [10000]]
            let answer = try await sites.host.ask(
                .post, path, body.utf8(), headers: [.init("src_party_id")!: "9999"])
            #expect(answer.code == 0, "\(answer.message)")
            #expect(try await outputs(job, sites.host) == 2)
            let members: JSONValue = ["outputs": true]
            let other = try await sites.host.ask(
                .post, path, members.utf8(),
                headers: [.init("src_party_id")!: "10001"])
            #expect(other.code == 108, "\(other.message)")
            #expect(try await outputs(job, sites.host) == 2)
        }
    }
}
