import EventStore
import GRDB
import Journal

/// Events with their meaning, ready for the rows: reading and decoding needs no database, so it is
/// done for one batch while the one before is written.
struct DecodedBatch: Sendable {
    private let events: [RecordedEvent]
    private let entries: [JournalEntry]
    private let site: String

    /// The position of the last event.
    var end: Position { events.last?.position ?? .origin }

    /// How many pages go into one SQL transaction of a rebuild: SQLite writes a page of its file
    /// once for all events that touch it.
    private static let pagesMax = 8

    init(_ events: [RecordedEvent], site: String) throws {
        self.events = events
        self.site = site
        // A stream has many events: its name is read once.
        var identities: [StreamName: StreamIdentity?] = [:]
        entries = try events.compactMap { event in
            let stream = event.envelope.stream
            let known = identities[stream]
            let identity = known ?? StreamIdentity(stream)
            if known == nil { identities[stream] = .some(identity) }
            return try identity.flatMap { try JournalEntry(event, of: $0, site: site) }
        }
    }

    /// The next batch of a rebuild and the reader behind it; no batch at the end.
    static func next(
        _ reader: ScopedEvents, site: String
    ) async throws -> (batch: DecodedBatch?, reader: ScopedEvents) {
        var (reader, events) = (reader, [RecordedEvent]())
        for _ in 0..<pagesMax {
            let page = try reader.next()
            if page.isEmpty { break }
            events += page
        }
        return (events.isEmpty ? nil : try DecodedBatch(events, site: site), reader)
    }

    /// Writes the rows, in the transaction that the caller has begun.
    func write(_ database: Database) throws {
        guard let last = events.last else { return }
        let rows = PendingRows(database)
        for entry in entries { try RowWriter(rows: rows, entry: entry).apply() }
        try rows.flush()
        try MomentMarks.note(events, site: site, database)
        try ViewStore.setCheckpoint(last.position, database)
    }
}
