import Domain
import EventStore
import Journal
import Scheduler
import TestKit
import Testing
import Wire

@testable import API

/// `job/check` where the parties live at other sites.
@Suite(.serialized) struct CheckAcrossSitesTests {
    typealias Sites = SimulatedFederation

    private let chain = JobDocuments.dsl(["a": [], "b": ["a"]])

    private func check(
        _ sites: Sites, _ dsl: JSONValue, _ conf: JSONValue = Sites.conf()
    ) async throws -> [String] {
        let heads = Sites.parties.map { sites.sites[$0]!.site.log.head }
        let answer = try await sites.guest.post(
            "/v1/job/check", ["job_dsl": dsl, "job_runtime_conf": conf])
        #expect(answer.code == 0, "\(answer.message)")
        #expect(Sites.parties.map { sites.sites[$0]!.site.log.head } == heads)
        return (answer.data?.object?["findings"]?.array ?? []).map {
            "\($0.object?["party"]?.string ?? "-") \($0.object?["code"]?.string ?? "")"
        }
    }

    @Test func eachSiteAnswersForItsParty() async throws {
        let sites = try await Sites(cores: [Sites.host: 3])
        try await sites.running {
            let needy = try await check(sites, chain)
            #expect(needy == ["host:10000 resources_exceeded"])
            let reader: JSONValue = [
                "components": ["reader_0": ["module": "Reader", "output": ["data": ["data"]]]]
            ]
            var conf = Sites.conf(cores: 2).object ?? [:]
            conf["component_parameters"] = [
                "common": ["reader_0": ["table": ["namespace": "n", "name": "t"]]]
            ]
            let tableless = try await check(sites, reader, .object(conf))
            #expect(
                tableless == [
                    "guest:9999 unknown_table", "host:10000 unknown_table",
                ])
            let asked = sites.network.carried.filter { $0.hasSuffix("/\(PartyCalls.check)") }
            #expect(asked.count == 4)
        }
    }

    @Test(arguments: [SimulatedNetwork.Verdict.refuse, .lose])
    func aSiteThatIsAwayIsNamedAndHidesNothingElse(
        _ verdict: SimulatedNetwork.Verdict
    ) async throws {
        let sites = try await Sites(cores: [Sites.guest: 3])
        try await sites.running {
            sites.network.judge { _, address in
                address == Sites.address(Sites.host) ? verdict : .carry
            }
            let found = try await check(sites, chain)
            #expect(
                found == [
                    "guest:9999 resources_exceeded", "host:10000 unreachable",
                ])
        }
    }

    @Test func routesPartiesAndPermission() async throws {
        let sites = try await Sites()
        try await sites.running {
            func route(_ site: TestAPI, _ party: Party, _ route: PartyRoute?) async throws {
                let key = RouteKey.party(party.id)
                try await site.site.journal.execute(
                    route.map { .route(key, $0) } ?? .unroute(key), by: SiteDecider.self,
                    on: .site, site.simulated.context)
            }
            // The notary moved without telling, and the insurer does not know the bank.
            try await route(sites.arbiter, Sites.arbiter, .site("http://new"))
            try await route(sites.host, Sites.guest, nil)
            let strangers = try await check(sites, chain)
            #expect(
                strangers == [
                    "host:10000 permission", "arbiter:9998 unknown_party",
                ])
            try await route(sites.guest, Sites.host, nil)
            let lost = try await check(sites, chain)
            #expect(
                lost == [
                    "host:10000 no_route", "arbiter:9998 unknown_party",
                ])
        }
    }

    /// Whoever is not the initiator learns nothing about the party.
    @Test func aStrangerIsToldNothing() async throws {
        let sites = try await Sites()
        try await sites.running {
            let path = PartyCalls.Subject.job(Samples.job, Sites.host).path
            let answer = try await sites.host.post(
                "\(path)/\(PartyCalls.check)",
                ["dsl": chain, "runtime_conf": Sites.conf()])
            let findings = answer.data?.object?["findings"]?.array ?? []
            #expect(findings.map { $0.object?["code"] } == ["permission"])
            #expect(answer.data?.object?["room"] == .null)
        }
    }

    @Test func submitTellsWhatWillBeWaitedFor() async throws {
        let sites = try await Sites(cores: [Sites.host: 4]) { _ in .hang }
        try await sites.running {
            let body: JSONValue = ["job_dsl": chain, "job_runtime_conf": Sites.conf()]
            let first = try await sites.guest.post("/v1/job/submit", body)
            #expect(first.members["check"]?.object?["can_start_now"] == true)
            let host = sites.host.simulated
            for try await _ in host.log.subscribe(after: .origin) {
                let engine = try await host.journal.state(
                    of: EngineDecider.self, .engine("standalone"))
                if engine.free.cores == 0 { break }
            }
            let second = try await sites.guest.post("/v1/job/submit", body)
            let finding = second.members["check"]?.object?["findings"]?.array?.first?.object
            #expect(finding?["code"] == "cores" && finding?["party"] == "host:10000")
            let job = first.members["jobId"] ?? .null
            #expect(finding?["held_by"] == [["cores": 4, "job_id": job, "memory": 0]])
            for answer in [first, second] {
                let job = answer.members["jobId"] ?? .null
                _ = try await sites.guest.post("/v1/job/stop", ["job_id": job])
            }
        }
    }
}
