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
            var encoded: EncodedEvent?
            if changed == nil, let entry = try JournalEntry(event, site: source.site),
                let other = try change(entry)
            {
                (encoded, changed) = (try JobDecider.encode(other), event.position)
            }
            try await append(event, as: encoded, to: log)
        }
        return (log, changed)
    }

    /// Appends an event of another log, or one of the same type in its place.
    static func append(
        _ event: RecordedEvent, as other: EncodedEvent? = nil, to log: MemoryEventLog
    ) async throws {
        let envelope = event.envelope
        let new = NewEvent(
            id: envelope.id, type: envelope.type, schema: other?.schema ?? envelope.schema,
            recordedAt: envelope.recordedAt, actor: envelope.actor,
            correlationID: envelope.correlationID, causationID: envelope.causationID,
            visibility: envelope.visibility, salt: event.salt,
            payload: other?.payload ?? event.payload)
        _ = try await log.append([
            StreamAppend(stream: envelope.stream, expected: .any, events: [new])
        ])
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
