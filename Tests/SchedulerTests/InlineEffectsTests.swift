import Domain
import EventStore
import Journal
import Scheduler
import TestKit
import Testing

/// What a commit makes due at its own site stands in that commit: nobody who reads the log on
/// helps here.
@Suite struct InlineEffectsTests {
    private static let success = WorkerEnding(WorkerResult(status: .success))

    @Test func aJobIsSubmittedTogetherWithItsParts() async throws {
        let site = try await SimulatedSite()
        let before = site.log.head
        let submitted = try await site.jobs.submit(
            dsl: JobDocuments.dsl(["a": []]), conf: JobDocuments.conf(), site.context)
        let types = try site.types(after: before)
        #expect(
            types == [
                "job.submitted", "party.created", "job.party_created", "party.created",
                "job.party_created",
            ])
        let state = try await site.journal.state(of: JobDecider.self, .job(submitted.job))
        #expect(state.status == .waiting)
    }

    /// The events of the commit of the last end of `a`, and the site.
    private func end(
        ofJob dsl: JSONValue
    ) async throws -> (types: [String], site: SimulatedSite) {
        let site = try await SimulatedSite { _ in .hang }
        let job = try await site.running("a", of: dsl)
        try await site.exited("a", of: job, Samples.guest, Self.success)
        let before = site.log.head
        try await site.exited("a", of: job, Samples.host, Self.success)
        return (try site.types(after: before), site)
    }

    @Test func theEndOfATaskStartsTheNext() async throws {
        let types = try await end(ofJob: JobDocuments.dsl(["a": [], "b": ["a"]])).types
        #expect(
            types == [
                "party.task_reported", "party.task_ended", "job.task_reported", "job.task_ended",
                "job.task_started", "party.task_starting", "party.task_starting",
            ])
    }

    @Test func theCoresAreBackInTheCommitThatEndsTheJob() async throws {
        let (types, site) = try await end(ofJob: JobDocuments.dsl(["a": []]))
        #expect(
            types == [
                "party.task_reported", "party.task_ended", "job.task_reported", "job.task_ended",
                "job.ended", "party.ended", "engine.released", "job.party_closed", "party.ended",
                "engine.released", "job.party_closed",
            ])
        let engine = try await site.journal.state(of: EngineDecider.self, .engine("standalone"))
        #expect(engine.holdings.isEmpty)
    }

    @Test func aWaitingJobThatIsCanceledIsOverAtOnce() async throws {
        let site = try await SimulatedSite()
        let submitted = try await site.jobs.submit(
            dsl: JobDocuments.dsl(["a": []]), conf: JobDocuments.conf(), site.context)
        let before = site.log.head
        #expect(try await site.jobs.cancelQueued(submitted.job, reason: "test", site.context))
        let types = try site.types(after: before)
        #expect(
            types == [
                "job.stop_requested", "job.ended", "party.ended", "job.party_closed",
                "party.ended", "job.party_closed",
            ])
    }

    /// A party whose worker still runs is left to whoever stops workers.
    @Test func whatCannotBeDoneYetIsLeftAndTheRestStands() async throws {
        let site = try await SimulatedSite { _ in .hang }
        let job = try await site.running("a", of: JobDocuments.dsl(["a": []]))
        let before = site.log.head
        try await site.exited("a", of: job, Samples.host, nil)
        let types = try site.types(after: before)
        #expect(types == ["party.task_ended", "job.task_reported", "job.task_ended"])
        let state = try await site.journal.state(of: JobDecider.self, .job(job))
        #expect(state.tasks[Samples.name("a")]?.status == .failed)
        #expect(!state.status.isEnd)
    }

    @Test func everyEventNamesTheOneBeforeItThatMadeItDue() async throws {
        let site = try await SimulatedSite()
        let before = site.log.head
        _ = try await site.jobs.submit(
            dsl: JobDocuments.dsl(["a": []]), conf: JobDocuments.conf(), site.context)
        let events = try site.log.events(after: before, limit: 10)
        let submitted = try #require(events.first).envelope
        for event in events.dropFirst() {
            #expect(event.envelope.causationID == submitted.id.description)
            #expect(event.envelope.correlationID == submitted.correlationID)
        }
        #expect(
            events.map(\.envelope.actor)
                == ["test", "coordinator", "scheduler", "coordinator", "scheduler"])
    }
}

extension SimulatedSite {
    fileprivate func types(after position: Position) throws -> [String] {
        try log.events(after: position, limit: 100).map(\.envelope.type)
    }

    /// A job one of whose tasks runs at both parties; nobody reads the log on any more.
    fileprivate func running(_ component: String, of dsl: JSONValue) async throws -> JobID {
        try await running {
            let job = try await self.jobs.submit(
                dsl: dsl, conf: JobDocuments.conf(), self.context
            ).job
            for try await _ in self.log.subscribe(after: .origin) {
                let state = try await self.journal.state(of: JobDecider.self, .job(job))
                let parties = state.tasks[Samples.name(component)]?.parties ?? [:]
                if parties.values.allSatisfy({ $0 == .running }), !parties.isEmpty { return job }
            }
            throw CancellationError()
        }
    }

    fileprivate func exited(
        _ component: String, of job: JobID, _ party: Party, _ ending: WorkerEnding?
    ) async throws {
        let task = TaskID(job: job, component: Samples.name(component), version: 0)
        try await workers.exited(.exited(code: 0), leaving: ending, of: task, party)
    }
}
