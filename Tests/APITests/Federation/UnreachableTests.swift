import Domain
import EventStore
import Federation
import Journal
import Scheduler
import TestKit
import Testing

@testable import API

/// A site that goes away while a job runs there.
@Suite(.serialized) struct UnreachableTests {
    typealias Sites = SimulatedFederation

    /// The host is at work when its site is cut off from the others.
    private func cutOff(_ sites: Sites) async throws -> JobID {
        let job = try await sites.submit()
        for try await events in sites.host.site.log.subscribe(after: .origin)
        where events.contains(where: { $0.envelope.type == "party.task_running" }) {
            break
        }
        sites.network.judge { request, address in
            // What the host says of its tasks has its name in the path.
            let isOfHost = request.path.contains("/host/10000/")
            return isOfHost || address == Sites.address(Sites.host) ? .lose : .carry
        }
        return job
    }

    private func findings(_ job: JobID, _ sites: Sites) async throws -> [UnreachableParty] {
        try sites.guest.site.journal.entries(of: .job(job)).compactMap { entry in
            if case .job(_, .partyUnreachable(let lost)) = entry.event { lost } else { nil }
        }
    }

    /// The state of the job when it has ended, though not every party may know.
    private func ending(of job: JobID, _ sites: Sites) async throws -> JobState {
        for try await _ in sites.guest.site.log.subscribe(after: .origin) {
            let state = try await sites.guest.site.journal.state(of: JobDecider.self, .job(job))
            if state.status.isEnd { return state }
        }
        throw CancellationError()
    }

    @Test func theJobEndsWithoutItAndItHearsOfThatLater() async throws {
        let sites = try await Sites { _ in .hang }
        try await sites.running {
            let job = try await cutOff(sites)
            let state = try await ending(of: job, sites)
            #expect(state.status == .failed)
            #expect(state.reason.hasPrefix("host:10000 did not answer for "), "\(state.reason)")
            let lost = try #require(try await findings(job, sites).first)
            #expect(lost.party == Sites.host && lost.status == .failed)
            #expect(lost.tasks == [TaskVersion(component: Samples.name("a"), version: 0)])
            // The others have stopped; nobody can stop what runs at the host.
            let hosts = try await sites.state(of: job, Sites.host)
            #expect(hosts.status == .running)
            sites.network.heal()
            _ = try await sites.end(of: job)
            #expect(try await sites.state(of: job, Sites.host).status == .failed)
            try await sites.check(job)
        }
    }

    @Test func aStopDoesNotWaitAsLong() async throws {
        let sites = try await Sites { _ in .hang }
        try await sites.running {
            let job = try await cutOff(sites)
            let answer = try await sites.guest.post(
                "/v1/job/stop", ["job_id": .string(job.text)])
            #expect(answer.code == 0, "\(answer.message)")
            let state = try await ending(of: job, sites)
            #expect(state.status == .canceled)
            let entries = try sites.guest.site.journal.entries(of: .job(job))
            let moments = entries.filter { entry in
                switch entry.event {
                case .job(_, .stopRequested), .job(_, .ended): true
                default: false
                }
            }.map(\.recordedAt)
            #expect(moments.count == 2)
            #expect(moments[1].milliseconds(since: moments[0]) < 200_000)
            sites.network.heal()
            _ = try await sites.end(of: job)
            try await sites.check(job)
        }
    }

    /// The next round waits until the party knows of the end of this one.
    @Test func theJobRunsAgainWhenItIsBack() async throws {
        let sites = try await Sites { order in
            order.task.component.text == "a" && order.task.version == 0 ? .hang : .succeed
        }
        try await sites.running {
            let job = try await cutOff(sites)
            _ = try await ending(of: job, sites)
            let body: JSONValue = ["job_id": .string(job.text)]
            let early = try await sites.guest.post("/v1/job/rerun", body)
            #expect(early.code != 0)
            #expect(early.message.contains(Sites.address(Sites.host)), "\(early.message)")
            sites.network.heal()
            _ = try await sites.end(of: job)
            let answer = try await sites.guest.post("/v1/job/rerun", body)
            #expect(answer.code == 0, "\(answer.message)")
            for try await _ in sites.guest.site.log.subscribe(after: .origin) {
                let state = try await sites.guest.site.journal.state(
                    of: JobDecider.self, .job(job))
                guard state.round == 1, state.isClosed else { continue }
                #expect(state.status == .success, "\(state.reason)")
                break
            }
            try await sites.check(job)
        }
    }
}
