import Domain
import EventStore
import Federation
import HTTPTypes
import Journal
import Scheduler
import TestKit
import Testing

@testable import API

/// A party that holds cores for a job whose coordinator's site says nothing more of it.
@Suite(.serialized) struct LostCoordinatorTests {
    typealias Sites = SimulatedFederation

    /// The coordinator waits for as long as this party takes.
    static var patience: SchedulerLimits {
        var limits = SchedulerLimits()
        limits.silenceMilliseconds = .max
        return limits
    }

    /// A job whose host is at work, with a worker that never ends by itself.
    func atWork(_ sites: Sites) async throws -> JobID {
        let job = try await sites.submit()
        for try await events in sites.host.site.log.subscribe(after: .origin)
        where events.contains(where: { $0.envelope.type == "party.task_running" }) {
            return job
        }
        throw CancellationError()
    }

    private func checkHostIsFree(_ job: JobID, _ sites: Sites) async throws {
        let engine = try await sites.host.site.journal.state(
            of: EngineDecider.self, .engine("standalone"))
        #expect(engine.holdings.isEmpty)
        #expect(await sites.host.simulated.launcher.alive.isEmpty)
        #expect(await sites.host.simulated.coordinators.all.isEmpty)
    }

    private func reason(of job: JobID, _ sites: Sites) throws -> String? {
        let stream = StreamIdentity.party(job, Sites.host)
        return try sites.host.site.journal.entries(of: stream).compactMap { entry in
            if case .party(_, _, .ended(_, let reason)) = entry.event { reason } else { nil }
        }.last
    }

    /// The guest's site comes back from nothing: its log is gone.
    @Test func coresOfAJobThatItsSiteDoesNotKnowAreFree() async throws {
        let sites = try await Sites(patience: Self.patience) { _ in .hang }
        try await sites.running {
            let job = try await atWork(sites)
            try await replaceGuest(by: "bank", [.party(Sites.guest.id): .here], sites)
            let state = try await sites.ending(of: job, Sites.host)
            #expect(state.status == .failed)
            let reason = try reason(of: job, sites)
            #expect(
                reason
                    == "the site of guest:9999, which coordinated it, has no such job")
            try await checkHostIsFree(job, sites)
            let events = try sites.host.site.log.events(after: .origin, limit: .max)
            let end = events.last { $0.envelope.type == "party.ended" }
            #expect(end?.envelope.actor == "scheduler")
        }
    }

    /// The coordinator cannot say that the job has ended, and is asked.
    @Test func coresOfAJobThatHasEndedThereAreFree() async throws {
        let sites = try await Sites(patience: Self.patience) { _ in .hang }
        try await sites.running {
            let job = try await atWork(sites)
            sites.network.judge { request, address in
                let isHosts = address == Sites.address(Sites.host)
                return isHosts && request.path.contains("/status/") ? .refuse : .carry
            }
            let site = sites.guest.simulated
            try await site.jobs.stop(job, as: .canceled, reason: "enough", site.context)
            let state = try await sites.ending(of: job, Sites.host)
            #expect(state.status == .canceled)
            #expect(
                try reason(of: job, sites)
                    == "asked, the site of guest:9999 said that it has ended: enough")
            try await checkHostIsFree(job, sites)
            sites.network.heal()
            #expect(try await sites.end(of: job).status == .canceled)
            try await sites.check(job)
        }
    }

    /// While the site is only away, cores are kept, and people are told.
    @Test func coresAreKeptWhileTheSiteIsAway() async throws {
        let sites = try await Sites(patience: Self.patience) { _ in .hang }
        try await sites.running {
            let job = try await atWork(sites)
            sites.cutOffGuest()
            while await sites.host.simulated.coordinators.all.isEmpty { await Task.yield() }
            let health = try await sites.host.ask(.get, "/health").members
            let shown = try #require(health["silent_coordinators"]?.array?.first?.object)
            #expect(shown["job_id"] == .string(job.text) && shown["party"] == "host:10000")
            #expect(shown["initiator"] == "guest:9999" && shown["cores"] == 4)
            let why = try await sites.host.ask(.get, "/v1/job/why?job_id=\(job)")
            let reason = try #require(
                why.data?.object?["reasons"]?.array?.first?.object, "\(why.text)")
            #expect(reason["code"] == "coordinator" && reason["party"] == "guest:9999")
            #expect(reason["text"]?.string?.contains("host:10000 keeps 4 cores") == true)
            #expect(reason["change"]?.string?.contains("--alone") == true)
            #expect(try await sites.state(of: job, Sites.host).reservedAttempt == 1)

            sites.network.heal()
            while await !sites.host.simulated.coordinators.all.isEmpty { await Task.yield() }
            #expect(try await sites.state(of: job, Sites.host).status == .running)
            _ = try await sites.guest.post("/v1/job/stop", ["job_id": .string(job.text)])
            #expect(try await sites.end(of: job).status == .canceled)
            try await sites.check(job)
        }
    }

    /// What has ended waits for nobody, from that moment on.
    @Test func aPartThatIsLeftIsShownNoMore() async throws {
        let sites = try await Sites(patience: Self.patience) { _ in .hang }
        try await sites.running {
            let job = try await atWork(sites)
            sites.cutOffGuest()
            while await sites.host.simulated.coordinators.all.isEmpty { await Task.yield() }
            let stopped = try await sites.host.post(
                "/v1/job/stop", ["job_id": .string(job.text), "alone": true])
            #expect(stopped.code == 0, "\(stopped.message)")
            let health = try await sites.host.ask(.get, "/health").members
            #expect(health["silent_coordinators"] == [])
            let why = try await sites.host.ask(.get, "/v1/job/why?job_id=\(job)")
            #expect(why.data?.object?["reasons"] == [], "\(why.text)")
            let stream = StreamIdentity.party(job, Sites.host)
            let end = try sites.host.site.journal.entries(of: stream).last
            let id = try #require(end?.position)
            let event = try sites.host.site.log.events(after: Position(id.number - 1), limit: 1)
            #expect(event.first?.envelope.type == "party.ended")
            #expect(event.first?.envelope.actor == "client")
            sites.network.heal()
            #expect(try await sites.end(of: job).status.isInterrupt)
        }
    }

    /// A route that leads to the wrong site gives nobody's cores away.
    @Test func anotherSiteCannotSayThatTheJobIsGone() async throws {
        let sites = try await Sites(patience: Self.patience) { _ in .hang }
        try await sites.running {
            let job = try await atWork(sites)
            try await sites.host.site.journal.execute(
                .route(.party(Sites.guest.id), .site(Sites.address(Sites.arbiter))),
                by: SiteDecider.self, on: .site, sites.host.simulated.context)
            while await sites.host.simulated.coordinators.all.isEmpty { await Task.yield() }
            let wait = await sites.host.simulated.coordinators.all[0]
            #expect(wait.reason.contains("guest:9999 does not live at this site"))
            #expect(try await sites.state(of: job, Sites.host).status == .running)
            try await sites.host.site.journal.execute(
                .route(.party(Sites.guest.id), .site(Sites.address(Sites.guest))),
                by: SiteDecider.self, on: .site, sites.host.simulated.context)
            _ = try await sites.guest.post("/v1/job/stop", ["job_id": .string(job.text)])
            #expect(try await sites.end(of: job).status == .canceled)
            try await sites.check(job)
        }
    }
}
