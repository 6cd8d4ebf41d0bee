import Domain
import EventStore
import Journal
import Scheduler
import TestKit
import Testing

/// A whole site in memory lives through a job.
@Suite struct SiteTests {
    let chain = JobDocuments.dsl(["a": [], "b": ["a"], "c": ["b"]])
    let conf = JobDocuments.conf()

    func check(_ site: SimulatedSite) async throws {
        #expect(try await site.liveRows() == site.rebuiltRows())
        let engine = try await site.journal.state(of: EngineDecider.self, .engine("standalone"))
        #expect(engine.holdings.isEmpty)
        #expect(await site.launcher.alive.isEmpty)
    }

    @Test func aChainRunsToItsEnd() async throws {
        let site = try await SimulatedSite()
        try await site.running { [chain, conf] in
            let submitted = try await site.jobs.submit(dsl: chain, conf: conf, site.context)
            let state = try await site.end(of: submitted.job)
            #expect(state.status == .success)
            #expect(await site.launcher.orders.count == 6)
            try await check(site)
        }
    }

    /// The worker's report may come before its recorded launch, its end before its start, all of
    /// it twice; a known scheduler of this field loses 5 of 20 jobs to this race.
    @Test func aHundredInterleavingsOfReportsAndLaunches() async throws {
        for seed in 0..<100 {
            let site = try await SimulatedSite(seed: UInt64(seed))
            try await site.running { [chain, conf] in
                let submitted = try await site.jobs.submit(dsl: chain, conf: conf, site.context)
                let state = try await site.end(of: submitted.job)
                #expect(state.status == .success, "seed \(seed): \(state.reason)")
                #expect(await site.launcher.orders.count == 6, "seed \(seed)")
            }
        }
    }

    @Test func aDeadWorkerFailsTheJobStopsItsSiblingsAndGivesTheCoresBack() async throws {
        let site = try await SimulatedSite { order in
            guard order.task.component.text == "b" else { return .succeed }
            return order.party.role == .guest ? .die : .hang
        }
        try await site.running { [chain, conf] in
            let submitted = try await site.jobs.submit(dsl: chain, conf: conf, site.context)
            let state = try await site.end(of: submitted.job)
            #expect(state.status == .failed)
            #expect(state.reason.contains("guest:9999 was killed by signal 9"))
            #expect(state.tasks[Samples.name("b")]?.parties[Samples.host] == .canceled)
            #expect(state.tasks[Samples.name("c")]?.status == .waiting)
            try await check(site)
        }
    }

    @Test func aFailedComponentSaysWhyAtItsOwnSiteOnly() async throws {
        let site = try await SimulatedSite { order in
            order.party.role == .host ? .fail("column x3 has text in row 7") : .succeed
        }
        try await site.running { [chain, conf] in
            let submitted = try await site.jobs.submit(dsl: chain, conf: conf, site.context)
            let state = try await site.end(of: submitted.job)
            #expect(state.status == .failed)
            #expect(!state.reason.contains("x3"), "a party's data must not reach the others")
            #expect(state.reason.contains("the component failed at host:10000"))
            let host = try await site.journal.state(
                of: PartyDecider.self, .party(submitted.job, Samples.host))
            #expect(host.runs[Samples.name("a")]?.reason == "column x3 has text in row 7")
            try await check(site)
        }
    }

    @Test func aStoppedJobLeavesNothingRunning() async throws {
        let site = try await SimulatedSite { _ in .hang }
        try await site.running { [chain, conf] in
            let submitted = try await site.jobs.submit(dsl: chain, conf: conf, site.context)
            try await site.jobs.stop(
                submitted.job, as: .canceled, reason: "asked", site.context)
            let state = try await site.end(of: submitted.job)
            #expect(state.status == .canceled)
            try await check(site)
        }
    }

    /// A coordinator may be mistaken about a task; what it says of the job counts all the same.
    @Test func aPartyThatIsToldOfTheEndStopsWhatStillRuns() async throws {
        let site = try await SimulatedSite { _ in .hang }
        try await site.running { [conf] in
            let job = try await site.jobs.submit(
                dsl: JobDocuments.dsl(["a": []]), conf: conf, site.context
            ).job
            let a = Samples.name("a")
            for try await _ in site.log.subscribe(after: .origin) {
                let party = try await site.journal.state(
                    of: PartyDecider.self, .party(job, Samples.host))
                if party.runs[a]?.isRunning == true { break }
            }
            await #expect(throws: PartyRejection.stillAtWork([a])) {
                try await site.parties.end(job, at: Samples.host, round: 0, as: .failed, reason: "")
            }
            #expect(try await site.end(of: job).status == .canceled)
            let party = try await site.journal.state(
                of: PartyDecider.self, .party(job, Samples.host))
            #expect(party.runs[a]?.status == .canceled)
            #expect(party.runs[a]?.reason == "the job ended as failed")
            try await check(site)
        }
    }

    @Test func jobsQueueForCoresAndSayForWhich() async throws {
        let site = try await SimulatedSite(cores: 8) { order in
            order.plan.parameters.contains("milliseconds\":1") ? .hang : .succeed
        }
        try await site.running { [chain, conf] in
            var slow = conf.object!
            slow["component_parameters"] = ["common": ["a": ["milliseconds": 1]]]
            let first = try await site.jobs.submit(
                dsl: chain, conf: .object(slow), site.context)
            let second = try await site.jobs.submit(dsl: chain, conf: conf, site.context)
            let reasons = try await self.reasons(of: second.job, site)
            #expect(reasons.map(\.code) == [.cores, .cores])
            #expect(reasons.first?.jobs == [first.job])
            try await site.jobs.stop(first.job, as: .canceled, reason: "asked", site.context)
            #expect(try await site.end(of: second.job).status == .success)
            try await check(site)
        }
    }

    @Test func aBadSubmissionLeavesNothingOnTheLog() async throws {
        let site = try await SimulatedSite()
        try await site.running { [conf] in
            let head = site.log.head
            let loop = JobDocuments.dsl(["a": ["b"], "b": ["a"]])
            let error = await #expect(throws: SubmissionError.self) {
                try await site.jobs.submit(dsl: loop, conf: conf, site.context)
            }
            #expect(error?.code == "loop")
            let reader: JSONValue = [
                "components": ["reader_0": ["module": "Reader", "output": ["data": ["data"]]]]
            ]
            var table = conf.object!
            table["component_parameters"] = [
                "common": ["reader_0": ["table": ["namespace": "n", "name": "t"]]]
            ]
            let unknown = await #expect(throws: SubmissionError.self) {
                try await site.jobs.submit(dsl: reader, conf: .object(table), site.context)
            }
            #expect(unknown?.code == "unknown_table")
            #expect(unknown?.message.contains("n/t") == true)
            let greedy = JobDocuments.conf(cores: 21)
            let tooMany = await #expect(throws: SubmissionError.self) {
                try await site.jobs.submit(
                    dsl: JobDocuments.dsl(["a": []]), conf: greedy, site.context)
            }
            #expect(tooMany?.message.hasPrefix("max cores per job is 20") == true)
            // Each party could have its cores, and both together never.
            let together = await #expect(throws: SubmissionError.self) {
                try await site.jobs.submit(
                    dsl: JobDocuments.dsl(["a": []]), conf: JobDocuments.conf(cores: 11),
                    site.context)
            }
            #expect(together?.message.contains("guest:9999, host:10000 together") == true)
            #expect(site.log.head == head)
        }
    }

    /// The wait reasons of a job, once its waiting for cores was explained.
    private func reasons(of job: JobID, _ site: SimulatedSite) async throws -> [WaitReason] {
        for try await _ in site.log.subscribe(after: .origin) {
            let state = try await site.journal.state(of: JobDecider.self, .job(job))
            if state.waitReasons.contains(where: { $0.code == .cores }) { return state.waitReasons }
        }
        return []
    }
}
