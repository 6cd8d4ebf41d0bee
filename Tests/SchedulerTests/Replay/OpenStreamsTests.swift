import Domain
import EventStore
import Journal
import Scheduler
import TestKit
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

    /// Jobs that come, wait and end: looked at one by one, and many at once.
    @Test func manyChangesAtOnceGiveTheSameQueue() {
        let need = ResourceNeed(engine: "standalone", cores: 1)
        var (oneByOne, atOnce) = (OpenStreams(), OpenStreams())
        var position: UInt64 = 0
        var versions: [Int: UInt64] = [:]
        func happens(_ event: JobEvent, to number: Int) {
            position += 1
            versions[number, default: 0] += 1
            let entry = JournalEntry(
                position: Position(position),
                streamVersion: StreamVersion(versions[number] ?? 1),
                recordedAt: Timestamp(millisecondsSinceEpoch: Int64(position)), actor: "test",
                origin: "", event: .job(Self.job(number), event))
            oneByOne.absorb(entry)
            atOnce.absorb(entry)
            _ = oneByOne.snapshot()
        }
        for wave in 0..<3 {
            for number in wave * 100..<(wave + 1) * 100 {
                happens(.submitted(Samples.chain(["a"], parties: [Samples.guest])), to: number)
            }
            // The youngest of the wave and of the one before come first and go first.
            for number in (0..<(wave + 1) * 100).reversed() where number % 3 == wave {
                happens(.partyCreated(Samples.guest, need), to: number)
            }
            for number in 0..<wave * 100 where number % 5 == wave {
                happens(.ended(.canceled, reason: ""), to: number)
            }
            #expect(atOnce.snapshot() == oneByOne.snapshot())
            #expect(atOnce.snapshot().jobs.count > 32)
        }
    }

    private static func job(_ number: Int) -> JobID {
        JobID("2026112108000000\(10_000 + number)") ?? Samples.job
    }
}
