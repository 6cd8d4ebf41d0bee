import Domain
import EventStore
import Foundation
import Journal
import Scheduler

/// The kept segments: logs of sites that lived through one situation each (tools/replay-segments.sh).
enum KeptSegments {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "fixtures/segments")

    static func source(_ name: String) throws -> SegmentReplaySource {
        let file = try SegmentFile(path: folder.appending(path: "\(name).segment").path())
        _ = try file.verify()
        return SegmentReplaySource(file)
    }

    static func events(_ name: String) throws -> [RecordedEvent] {
        var events: [RecordedEvent] = []
        try source(name).events { events += $0 }
        return events
    }

    /// A log with the same events, but for those that `change` gives another meaning, once.
    static func log(
        _ name: String, changing change: (JournalEntry) throws -> JobEvent?
    ) async throws -> (log: MemoryEventLog, changed: Position?) {
        let source = try source(name)
        let log = MemoryEventLog(site: source.site)
        var changed: Position?
        for event in try events(name) {
            let envelope = event.envelope
            var (schema, payload) = (envelope.schema, event.payload)
            if changed == nil, let entry = try JournalEntry(event, site: source.site),
                let other = try change(entry)
            {
                let encoded = try JobDecider.encode(other)
                (schema, payload, changed) = (encoded.schema, encoded.payload, event.position)
            }
            let new = NewEvent(
                id: envelope.id, type: envelope.type, schema: schema,
                recordedAt: envelope.recordedAt, actor: envelope.actor,
                correlationID: envelope.correlationID, causationID: envelope.causationID,
                visibility: envelope.visibility, salt: event.salt, payload: payload)
            _ = try await log.append([
                StreamAppend(stream: envelope.stream, expected: .any, events: [new])
            ])
        }
        return (log, changed)
    }
}

/// Events in memory of which only some are there.
struct PartSource: ReplaySource {
    let log: any EventLogReader
    let extent: ReplayExtent
    let keeps: @Sendable (RecordedEvent) -> Bool

    var site: String { log.site }

    func events(_ body: ([RecordedEvent]) throws -> Void) throws {
        try body(log.events(after: .origin, limit: .max).filter(keeps))
    }
}
