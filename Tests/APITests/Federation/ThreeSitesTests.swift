import Domain
import EventStore
import Federation
import Journal
import Scheduler
import TestKit
import Testing

@testable import API

/// Three sites, one for each party, over a network that is made up.
@Suite(.serialized) struct ThreeSitesTests {
    typealias Sites = SimulatedFederation

    @Test func aJobRunsOverThreeSites() async throws {
        let sites = try await Sites()
        try await sites.running {
            let job = try await sites.submit()
            let state = try await sites.end(of: job)
            #expect(state.status == .success, "\(state.reason)")
            try await sites.check(job)
            for party in Sites.parties {
                let api = sites.sites[party]!
                try await api.site.settle()
                let rows = try await api.post("/v1/job/query", ["job_id": .string(job.text)])
                let row = try #require(rows.data?.array?.first?.object)
                #expect(rows.data?.array?.count == 1)
                #expect(row["f_party_id"]?.string == party.id.description)
                #expect(row["f_is_initiator"]?.bool == (party == Sites.guest))
                #expect(row["f_status"]?.string == "success")
                let tasks = try await api.post(
                    "/v1/job/task/query", ["job_id": .string(job.text)])
                let statuses = (tasks.data?.array ?? []).compactMap { $0.object }
                #expect(statuses.map { $0["f_status"]?.string } == ["success", "success"])
                #expect(statuses.map { $0["f_party_status"]?.string } == ["success", "success"])
            }
        }
    }

    @Test func sitesCountersignEachOthersLogs() async throws {
        let sites = try await Sites()
        try await sites.running {
            for _ in 0..<2 { _ = try await sites.end(of: sites.submit()) }
            for (one, other) in [(sites.guest, "insurer"), (sites.host, "bank")] {
                let known = try await one.site.journal.state(of: PeerDecider.self, .peer(other))
                #expect(known.seen != nil && known.countersigned != nil && known.fork == nil)
            }
        }
    }

    /// What a site records for a call names the call, so that both logs can be read together.
    @Test func whatACallDoesNamesTheCall() async throws {
        let sites = try await Sites()
        try await sites.running {
            let job = try await sites.submit()
            _ = try await sites.end(of: job)
            let stream = try #require(StreamIdentity.party(job, Sites.host).streamName)
            let events = try sites.host.site.log.events(of: stream, after: .none, limit: 1)
            #expect(events.first?.envelope.causationID.hasPrefix("message-") == true)
        }
    }

    @Test func aRefusalTakesBackWhatOthersHaveCreated() async throws {
        let sites = try await Sites(cores: [Sites.host: 2])
        try await sites.running {
            let error = await #expect(throws: SubmissionError.self) { try await sites.submit() }
            #expect(error?.message.contains("host:10000: max cores per job is 2") == true)
            let job = try #require(error?.job)
            #expect(try await sites.ending(of: job, Sites.arbiter).status == .failed)
            #expect(try await sites.state(of: job, Sites.host).creation == nil)
            #expect(try await sites.end(of: job).status == .failed)
            try await sites.check(job)
        }
    }

    @Test(arguments: [SimulatedNetwork.Verdict.refuse, .lose])
    func aPartyThatIsAwayFailsTheSubmissionAndIsToldLater(
        _ verdict: SimulatedNetwork.Verdict
    ) async throws {
        let sites = try await Sites()
        try await sites.running {
            sites.network.judge { _, address in
                address == Sites.address(Sites.host) ? verdict : .carry
            }
            let error = await #expect(throws: SubmissionError.self) { try await sites.submit() }
            #expect(error?.message.contains("host:10000: no answer") == true, "\(error!)")
            let job = try #require(error?.job)
            #expect(try await sites.ending(of: job, Sites.arbiter).status == .failed)
            sites.network.heal()
            #expect(try await sites.end(of: job).status == .failed)
            // Should the request to create come only now, it comes too late.
            let late = try await sites.state(of: job, Sites.host)
            #expect(late.creation == nil && late.status == .failed)
            try await sites.check(job)
        }
    }

    @Test func aCreationWhoseAnswerIsLostIsTakenBack() async throws {
        let sites = try await Sites()
        try await sites.running {
            sites.network.judge { request, address in
                let isCreation = request.path.hasSuffix("/create")
                return address == Sites.address(Sites.host)
                    ? (isCreation ? .loseAnswer : .lose) : .carry
            }
            let error = await #expect(throws: SubmissionError.self) { try await sites.submit() }
            let job = try #require(error?.job)
            #expect(try await sites.state(of: job, Sites.host).status == .waiting)
            sites.network.heal()
            #expect(try await sites.end(of: job).status == .failed)
            #expect(try await sites.state(of: job, Sites.host).status == .failed)
            try await sites.check(job)
        }
    }

    @Test func aPeerThatIsAwayDelaysOnlyItsOwnJobs() async throws {
        let sites = try await Sites()
        try await sites.running {
            sites.network.judge { request, _ in
                request.path.hasSuffix("/resource/apply") ? .lose : .carry
            }
            let held = try await sites.submit()
            let own = try await sites.submit(
                JobDocuments.dsl(["a": []]), Sites.conf([Sites.guest]))
            #expect(try await sites.end(of: own).status == .success)
            let waiting = try await sites.guest.site.journal.state(
                of: JobDecider.self, .job(held))
            #expect(waiting.status == .waiting)
            sites.network.heal()
            #expect(try await sites.end(of: held).status == .success)
            try await sites.check(held)
        }
    }

    @Test func aShortageElsewhereIsAskedAgainUntilItIsOver() async throws {
        let sites = try await Sites(cores: [Sites.host: 4]) { order in
            order.plan.parameters.contains("milliseconds\":1") ? .hang : .succeed
        }
        try await sites.running {
            var slow = Sites.conf().object!
            slow["component_parameters"] = ["common": ["a": ["milliseconds": 1]]]
            let first = try await sites.submit(JobDocuments.dsl(["a": []]), .object(slow))
            let second = try await sites.submit()
            let reasons = try await Self.reasons(of: second, sites)
            #expect(reasons.map(\.code) == [.cores])
            #expect(reasons.first?.party == Sites.host && reasons.first?.jobs == [first])
            _ = try await sites.guest.post("/v1/job/stop", ["job_id": .string(first.text)])
            #expect(try await sites.end(of: second).status == .success)
            try await sites.check(second)
        }
    }

    @Test func lostReportsAreCollected() async throws {
        let sites = try await Sites()
        try await sites.running {
            sites.network.judge { request, _ in
                request.path.hasSuffix("/report") ? .lose : .carry
            }
            let job = try await sites.submit()
            #expect(try await sites.end(of: job).status == .success)
            #expect(sites.network.carried.contains { $0.hasSuffix("/collect") })
            sites.network.heal()
            try await sites.check(job)
        }
    }

    @Test func anyPartyMayStopAJob() async throws {
        let sites = try await Sites { _ in .hang }
        try await sites.running {
            let job = try await sites.submit()
            let stop: JSONValue = ["job_id": .string(job.text)]
            let answer = try await sites.host.post("/v1/job/stop", stop)
            #expect(answer.code == 0, "\(answer.message)")
            let state = try await sites.end(of: job)
            #expect(state.status == .canceled)
            #expect(state.reason == "stopped by a client of host:10000")
            try await sites.check(job)
        }
    }

    @Test func aFailureAtOnePartyEndsTheJobAtAll() async throws {
        let sites = try await Sites { order in
            order.party.role == .host ? .die : .hang
        }
        try await sites.running {
            let job = try await sites.submit()
            let state = try await sites.end(of: job)
            #expect(state.status == .failed)
            #expect(state.tasks[Samples.name("a")]?.parties[Sites.arbiter] == .canceled)
            try await sites.check(job)
        }
    }

    /// Loss, delay, reordering and repetition: the job ends, and all parties agree how.
    @Test(arguments: 0..<24 as Range<UInt64>)
    func allPartiesAgreeWhateverTheNetworkDoes(_ seed: UInt64) async throws {
        var faults = SimulatedNetwork.Faults()
        faults.lostCalls = Int(seed % 4) * 8
        faults.lostAnswers = Int(seed / 4 % 3) * 10
        faults.repeated = 25
        faults.delayMillisecondsMax = 400
        let sites = try await Sites(seed: seed, faults: faults)
        try await sites.running {
            let job: JobID
            do {
                job = try await sites.submit()
            } catch let error as SubmissionError {
                #expect(error.message.contains("no answer"), "seed \(seed): \(error)")
                job = try #require(error.job)
            }
            let state = try await sites.end(of: job)
            #expect([.success, .failed].contains(state.status), "seed \(seed)")
            try await sites.check(job, "seed \(seed)")
        }
    }

    private static func reasons(of job: JobID, _ sites: Sites) async throws -> [WaitReason] {
        let site = sites.guest.simulated
        for try await _ in site.log.subscribe(after: .origin) {
            let state = try await site.journal.state(of: JobDecider.self, .job(job))
            if state.waitReasons.contains(where: { $0.code == .cores }) { return state.waitReasons }
        }
        return []
    }
}
