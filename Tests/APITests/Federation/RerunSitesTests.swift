import Domain
import EventStore
import Federation
import Journal
import Scheduler
import TestKit
import Testing

@testable import API

/// Jobs over three sites that run again.
@Suite(.serialized) struct RerunSitesTests {
    typealias Sites = SimulatedFederation

    /// The first version of b fails at the host.
    private static let fate: @Sendable (WorkerOrder) -> ScriptedLauncher.Fate = { order in
        order.task.component.text == "b" && order.party.role == .host && order.task.version == 0
            ? .die : .succeed
    }

    private func end(
        of job: JobID, round: Int, _ sites: Sites
    ) async throws -> JobState {
        for try await _ in sites.guest.site.log.subscribe(after: .origin) {
            let state = try await sites.guest.site.journal.state(of: JobDecider.self, .job(job))
            if state.round == round, state.isClosed { return state }
        }
        throw CancellationError()
    }

    private func rerun(
        _ job: JobID, _ members: JSONObject = [:], at site: TestAPI
    ) async throws -> TestAPI.Answer {
        var body = members
        body["job_id"] = .string(job.text)
        return try await site.post("/v1/job/rerun", .object(body))
    }

    @Test func aFailedJobRunsAgainAtAllItsSites() async throws {
        let sites = try await Sites(fate: Self.fate)
        try await sites.running {
            let job = try await sites.submit()
            #expect(try await sites.end(of: job).status == .failed)
            let answer = try await rerun(job, at: sites.guest)
            #expect(answer.code == 0, "\(answer.message)")
            #expect(answer.message == "rerun job success")
            let state = try await end(of: job, round: 1, sites)
            #expect(state.status == .success, "\(state.reason)")
            try await sites.check(job)
            let base = "/v1/party/\(job)"
            #expect(
                sites.network.carried.contains(
                    "\(base)/b/\(job)_b/1/host/10000/create"))
            #expect(sites.network.carried.contains("\(base)/host/10000/status/waiting"))
            try await sites.host.site.settle()
            let tasks = try await sites.host.post(
                "/v1/job/task/query", ["job_id": .string(job.text), "only_latest": false])
            let rows = (tasks.data?.array ?? []).compactMap(\.object)
            #expect(
                rows.map { "\($0["f_component_name"]!) \($0["f_task_version"]!)" }.count == 3)
            #expect(rows.filter { $0["f_party_status"]?.string == "success" }.count == 2)
        }
    }

    @Test func anyPartyMayAskForARerun() async throws {
        let sites = try await Sites(fate: Self.fate)
        try await sites.running {
            let job = try await sites.submit()
            _ = try await sites.end(of: job)
            let answer = try await rerun(
                job, ["component_name": "a", "force": true], at: sites.host)
            #expect(answer.code == 0, "\(answer.message)")
            let state = try await end(of: job, round: 1, sites)
            #expect(state.status == .success, "\(state.reason)")
            #expect(state.tasks[Samples.name("a")]?.version == 1)
            try await sites.check(job)
        }
    }

    @Test func aSiteThatIsAwayIsNamed() async throws {
        let sites = try await Sites(fate: Self.fate)
        try await sites.running {
            let job = try await sites.submit()
            _ = try await sites.end(of: job)
            sites.network.judge { _, address in
                address == Sites.address(Sites.host) ? .refuse : .carry
            }
            let answer = try await rerun(job, at: sites.guest)
            #expect(answer.code == 104, "\(answer.message)")
            #expect(answer.message.contains(Sites.address(Sites.host)))
            sites.network.heal()
            #expect(try await rerun(job, at: sites.guest).code == 0)
            #expect(try await end(of: job, round: 1, sites).status == .success)
            try await sites.check(job)
        }
    }

    @Test func aPartyThatGoesAwayEndsTheRoundAndTheNextOneSucceeds() async throws {
        let sites = try await Sites(fate: Self.fate)
        try await sites.running {
            let job = try await sites.submit()
            _ = try await sites.end(of: job)
            sites.network.judge { request, _ in
                request.path.hasSuffix("/status/waiting") ? .lose : .carry
            }
            let answer = try await rerun(job, at: sites.guest)
            #expect(answer.code == 103, "\(answer.message)")
            #expect(answer.message.contains("no answer to the request to run again"))
            sites.network.heal()
            #expect(try await end(of: job, round: 1, sites).status == .failed)
            #expect(try await rerun(job, at: sites.guest).code == 0)
            #expect(try await end(of: job, round: 2, sites).status == .success)
            try await sites.check(job)
        }
    }

    @Test func changedParametersReachAllSites() async throws {
        let sites = try await Sites { order in
            order.plan.parameters.contains("milliseconds\":7") || order.task.component.text == "a"
                ? .succeed : .die
        }
        try await sites.running {
            let job = try await sites.submit()
            #expect(try await sites.end(of: job).status == .failed)
            let change = try await sites.guest.post(
                "/v1/job/parameter/update",
                [
                    "job_id": .string(job.text),
                    "job_parameters": ["common": ["auto_retries": 3]],
                    "component_parameters": ["common": ["b": ["milliseconds": 7]]],
                ])
            #expect(change.code == 0, "\(change.message)")
            #expect(change.data?.object?["components"] == ["b"])
            #expect(try await rerun(job, at: sites.guest).code == 0)
            #expect(try await end(of: job, round: 1, sites).status == .success)
            try await sites.check(job)
            for party in Sites.parties {
                let state = try await sites.state(of: job, party)
                #expect(state.revision == 1)
                #expect(
                    state.plan(of: Samples.name("b"))?.parameters.contains("7") == true)
            }
        }
    }

    /// Loss, delay, reordering and repetition: the rerun ends, and all parties agree how.
    @Test(arguments: 0..<16 as Range<UInt64>)
    func allPartiesAgreeWhateverTheNetworkDoes(_ seed: UInt64) async throws {
        var faults = SimulatedNetwork.Faults()
        faults.lostCalls = Int(seed % 4) * 6
        faults.lostAnswers = Int(seed / 4 % 3) * 8
        faults.repeated = 25
        faults.delayMillisecondsMax = 400
        let sites = try await Sites(seed: seed, faults: faults, fate: Self.fate)
        try await sites.running {
            guard let job = try? await sites.submit() else { return sites.network.heal() }
            _ = try await sites.end(of: job)
            let answer = try await rerun(job, at: sites.guest)
            let isRefused = answer.code != 0
            sites.network.heal()
            let known = try await sites.guest.site.journal.state(of: JobDecider.self, .job(job))
            if known.round > 0 {
                let state = try await end(of: job, round: 1, sites)
                #expect(
                    state.status == (isRefused ? .failed : .success),
                    "seed \(seed): \(state.reason), answer \(answer.message)")
            }
            try await sites.check(job, "seed \(seed)")
        }
    }
}
