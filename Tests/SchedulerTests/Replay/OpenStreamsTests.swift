import Domain
import EventStore
import Journal
import Scheduler
import Testing

/// A snapshot is kept from event to event; it must be the one that all events give.
@Suite struct OpenStreamsTests {
    @Test(arguments: [
        "replay-fifo", "replay-backfill", "replay-priority", "replay-stop", "replay-limit",
        "replay-federated",
    ])
    func aKeptSnapshotIsTheOneThatIsMadeAnew(name: String) throws {
        let events = try KeptSegments.events(name)
        let site = try KeptSegments.source(name).site
        var kept = OpenStreams()
        var entries: [JournalEntry] = []
        var longest = 0
        for event in events {
            guard let entry = try JournalEntry(event, site: site) else { continue }
            entries.append(entry)
            kept.note(entry.recordedAt)
            kept.absorb(entry)
            var fresh = OpenStreams()
            for entry in entries {
                fresh.note(entry.recordedAt)
                fresh.absorb(entry)
            }
            let snapshot = kept.snapshot()
            longest = max(longest, snapshot.jobs.count)
            #expect(snapshot == fresh.snapshot(), "\(name), position \(event.position)")
        }
        #expect(longest >= 1 && kept.snapshot().jobs.isEmpty)
    }
}
