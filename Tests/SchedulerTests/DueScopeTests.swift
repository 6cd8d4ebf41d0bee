import Domain
import EventStore
import Journal
import TestKit
import Testing

@testable import Scheduler

/// An event changes what is due in the scope that it has, and nowhere else.
@Suite struct DueScopeTests {
    @Test(arguments: [
        "replay-fifo", "replay-backfill", "replay-priority", "replay-stop", "replay-limit",
        "replay-federated",
    ])
    func whatAnEventChangesIsInItsScope(name: String) throws {
        let site = try KeptSegments.source(name).site
        var jobs: [JobID: JobState] = [:]
        var parties: [ResourceHolder: PartyState] = [:]
        var scoped = 0
        for recorded in try KeptSegments.events(name) {
            guard let entry = try JournalEntry(recorded, site: site) else { continue }
            let (before, after): ([Effect], [Effect])
            switch entry.event {
            case .job(let job, let event):
                before = JobReactor.due(in: jobs[job] ?? JobDecider.initialState)
                JobDecider.evolve(&jobs[job, default: JobDecider.initialState], event)
                after = JobReactor.due(in: jobs[job] ?? JobDecider.initialState)
            case .party(let job, let party, let event):
                let holder = ResourceHolder(job: job, party: party)
                before = PartyReactor.due(in: parties[holder] ?? PartyDecider.initialState)
                PartyDecider.evolve(&parties[holder, default: PartyDecider.initialState], event)
                after = PartyReactor.due(in: parties[holder] ?? PartyDecider.initialState)
            case .track, .engine, .table, .model, .peer, .site:
                continue
            }
            let scope = entry.event.dueScope
            for effect in Set(before).symmetricDifference(after) where scope != .everything {
                #expect(effect.dueScope == scope, "\(name), \(entry.event)")
                scoped += 1
            }
        }
        #expect(scoped > 0)
    }

    /// What is due for the components, one after the other, is what is due for all of them.
    @Test func thePartsAreTheWhole() {
        let names = ["a", "b", "c"]
        let started = names.map { JobEvent.taskStarted(Samples.name($0), version: 0, position: 1) }
        let job = JobDecider.replay(
            JobFacts.running(Samples.chain(names, parallelism: nil)) + [
                .partyStarted(Samples.guest), .partyStarted(Samples.host),
            ] + started + [
                .taskReported(JobFacts.report(Samples.name("a"), Samples.guest, .running)),
                .taskReported(JobFacts.report(Samples.name("b"), Samples.host, .failed)),
                .taskEnded(Samples.name("b"), version: 0, .failed),
            ])
        let parts = names.flatMap { JobReactor.due(in: job, .component(Samples.name($0))) }
        #expect(parts == JobReactor.due(in: job))
        #expect(parts.contains { if case .stopTask = $0 { true } else { false } })
        #expect(parts.allSatisfy { $0.dueScope != .everything })
    }
}
