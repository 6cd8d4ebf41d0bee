import Domain
import EventStore
import Federation
import Journal
import Scheduler
import TestKit
import Testing

@testable import API

/// A site that takes part in a job whose coordinator has gone away.
@Suite(.serialized) struct LeaveTests {
    typealias Sites = SimulatedFederation

    private func waitUntilHostWorks(_ sites: Sites) async throws {
        for try await events in sites.host.site.log.subscribe(after: .origin)
        where events.contains(where: { $0.envelope.type == "party.task_running" }) {
            return
        }
    }

    private func stop(
        _ job: JobID, alone: Bool = false, _ sites: Sites
    ) async throws -> TestAPI.Answer {
        try await sites.host.post(
            "/v1/job/stop", ["job_id": .string(job.text), "alone": .bool(alone)])
    }

    @Test func itsWorkersStopAndItsCoresAreFree() async throws {
        // The coordinator waits for as long as this party takes to leave it.
        var patience = SchedulerLimits()
        patience.silenceMilliseconds = .max
        let sites = try await Sites(patience: patience) { _ in .hang }
        try await sites.running {
            let job = try await sites.submit()
            try await waitUntilHostWorks(sites)
            sites.cutOffGuest()
            let asked = try await stop(job, sites)
            #expect(asked.code == 104)
            #expect(asked.message.contains("with `alone`"), "\(asked.message)")
            #expect(try await sites.state(of: job, Sites.host).status == .running)
            let left = try await stop(job, alone: true, sites)
            #expect(left.code == 0, "\(left.message)")
            #expect(left.message.contains(Sites.address(Sites.guest)), "\(left.message)")
            #expect(try await sites.state(of: job, Sites.host).status == .canceled)
            let engine = try await sites.host.site.journal.state(
                of: EngineDecider.self, .engine("standalone"))
            #expect(engine.holdings.isEmpty)
            #expect(await sites.host.simulated.launcher.alive.isEmpty)
            // Once is enough.
            let again = try await stop(job, alone: true, sites)
            #expect(again.code == 0, "\(again.message)")
            sites.network.heal()
            let state = try await sites.end(of: job)
            #expect(state.status.isInterrupt)
            #expect(state.tasks[Samples.name("a")]?.parties[Sites.host] == .canceled)
            #expect(await sites.guest.simulated.launcher.alive.isEmpty)
            #expect(await sites.arbiter.simulated.launcher.alive.isEmpty)
        }
    }

    /// Where the coordinator answers, it is the one that stops the job.
    @Test func aCoordinatorThatAnswersIsAsked() async throws {
        let sites = try await Sites { _ in .hang }
        try await sites.running {
            let job = try await sites.submit()
            try await waitUntilHostWorks(sites)
            let answer = try await stop(job, alone: true, sites)
            #expect(answer.code == 0, "\(answer.message)")
            let state = try await sites.end(of: job)
            #expect(state.status == .canceled)
            try await sites.check(job)
        }
    }

    /// Whether the request for cores, or the answer to it, is lost.
    @Test(arguments: [SimulatedNetwork.Verdict.lose, .loseAnswer])
    func aPartThatHasNotBegunIsGivenUp(verdict: SimulatedNetwork.Verdict) async throws {
        let sites = try await Sites()
        try await sites.running {
            sites.network.judge { request, _ in
                request.path.hasSuffix("/resource/apply") ? verdict : .carry
            }
            let job = try await sites.submit()
            sites.cutOffGuest()
            #expect(try await stop(job, alone: true, sites).code == 0)
            #expect(try await sites.state(of: job, Sites.host).status == .canceled)
            sites.network.heal()
            // What the coordinator hears ends the job: it could not start any more.
            let state = try await sites.end(of: job)
            #expect(state.status == .canceled)
            #expect(
                state.reason == "\(Sites.host) has ended its part of the job by itself, as canceled"
            )
            try await sites.check(job)
        }
    }

    /// A job that takes everything over has nothing to wait for but that its parties are told.
    @Test func aJobThatRunsNothingEndsWithThePartyThatLeaves() async throws {
        let sites = try await Sites()
        try await sites.running {
            let dsl = JobDocuments.dsl(["a": [], "b": ["a"]])
            let old = try await sites.submit(dsl)
            #expect(try await sites.end(of: old).status == .success)
            sites.network.judge { request, _ in
                request.path.hasSuffix("/host/10000/start") ? .refuse : .carry
            }
            let job = try await sites.submit(dsl, inheriting(old))
            for try await _ in sites.host.site.log.subscribe(after: .origin) {
                if try await sites.state(of: job, Sites.host).reservedAttempt != nil { break }
            }
            sites.cutOffGuest()
            #expect(try await stop(job, alone: true, sites).code == 0)
            #expect(try await sites.state(of: job, Sites.host).status == .canceled)
            sites.network.heal()
            let state = try await sites.end(of: job)
            #expect(state.status == .canceled)
            #expect(
                state.reason == "\(Sites.host) has ended its part of the job by itself, as canceled"
            )
            try await sites.check(job)
        }
    }

    private func inheriting(_ source: JobID) -> JSONValue {
        var conf = Sites.conf().object ?? [:]
        conf["job_parameters"] = [
            "common": [
                "task_cores": 4,
                "inheritance_info": [
                    "job_id": .string(source.text), "component_list": ["a", "b"],
                ],
            ]
        ]
        return .object(conf)
    }
}
