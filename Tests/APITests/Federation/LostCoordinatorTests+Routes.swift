import Domain
import Federation
import Journal
import Scheduler
import TestKit
import Testing
import Wire

@testable import API

/// Who may say that a job is gone.
extension LostCoordinatorTests {
    /// Stands at the address of the guest's site, which nobody hears any more, and has another log.
    func replaceGuest(
        by name: String, _ routes: [RouteKey: PartyRoute], _ sites: Sites
    ) async throws {
        let fresh = try await TestAPI(name: name, clock: sites.clock)
        for (key, route) in routes {
            try await fresh.site.journal.execute(
                .route(key, route), by: SiteDecider.self, on: .site, fresh.simulated.context)
        }
        sites.network.judge { request, _ in
            request.headers.contains {
                $0.name == PartyHeaders.source && $0.value == "\(Sites.guest.id)"
            } ? .refuse : .carry
        }
        sites.network.add(fresh, at: Sites.address(Sites.guest))
    }

    /// What came of asking when the host has asked in vain; the host keeps what it has.
    private func vainAnswer(of job: JobID, _ sites: Sites) async throws -> String {
        while await sites.host.simulated.coordinators.all.isEmpty { await Task.yield() }
        let state = try await sites.state(of: job, Sites.host)
        #expect(state.status == .running && state.reservedAttempt == 1)
        return await sites.host.simulated.coordinators.all.first?.reason ?? ""
    }

    private func stopAtGuest(_ job: JobID, _ sites: Sites) async throws {
        _ = try await sites.guest.post("/v1/job/stop", ["job_id": .string(job.text)])
        #expect(try await sites.end(of: job).status == .canceled)
        try await sites.check(job)
    }

    /// A server on an empty directory, a site by itself, another site that knows the initiator: none
    /// of them can say that the job is gone.
    @Test(
        arguments: [
            (name: "bank", routes: [:], words: "no route says that guest:9999 lives here"),
            (
                name: "bank", routes: [.others: .here],
                words: "no route says that guest:9999 lives here"
            ),
            (
                name: "branch", routes: [.party(Sites.guest.id): .here],
                words: "it is the site branch, which did not create the part of host:10000"
            ),
        ] as [(name: String, routes: [RouteKey: PartyRoute], words: String)])
    func aSiteThatCannotKnowIsNotBelieved(
        name: String, routes: [RouteKey: PartyRoute], words: String
    ) async throws {
        let sites = try await Sites(patience: Self.patience) { _ in .hang }
        try await sites.running {
            let job = try await atWork(sites)
            try await replaceGuest(by: name, routes, sites)
            let answer = try await vainAnswer(of: job, sites)
            #expect(answer.contains(words), "\(answer)")
            sites.network.add(sites.guest, at: Sites.address(Sites.guest))
            sites.network.heal()
            try await stopAtGuest(job, sites)
        }
    }

    /// The host's own routes lead to the host: it cannot tell itself that the job is gone.
    @Test(
        arguments: [
            [.route(.party(Sites.guest.id), .here)],
            Sites.parties.map { .unroute(.party($0.id)) },
        ] as [[SiteCommand]])
    func aSiteDoesNotAnswerForAJobOfAnother(changes: [SiteCommand]) async throws {
        let sites = try await Sites(patience: Self.patience) { _ in .hang }
        try await sites.running {
            let job = try await atWork(sites)
            let journal = sites.host.site.journal
            let context = sites.host.simulated.context
            for change in changes {
                try await journal.execute(change, by: SiteDecider.self, on: .site, context)
            }
            let answer = try await vainAnswer(of: job, sites)
            #expect(answer.contains("this site does not coordinate \(job)"), "\(answer)")
            let stopped = try await sites.host.post(
                "/v1/job/stop", ["job_id": .string(job.text)])
            #expect(stopped.code == 104 && stopped.message.contains("with `alone`"))
            for party in Sites.parties {
                let route =
                    party == Sites.host ? PartyRoute.here : .site(Sites.address(party))
                try await journal.execute(
                    .route(.party(party.id), route), by: SiteDecider.self, on: .site, context)
            }
            try await stopAtGuest(job, sites)
        }
    }
}
