import EventStore
import GRDB
import Journal

/// Events with their meaning, as far as it can be told without the rows: reading, decoding and packing
/// need no database, so they are done for some events while those before are written.
struct DecodedBatch: Sendable {
    /// The position of the last event.
    let end: Position
    private let facts: PackedWrites
    /// Those that change rows that are there.
    private let entries: [JournalEntry]
    private let moments: MomentMarks.Additions

    init(_ events: some Collection<RecordedEvent>, site: String) throws {
        var (end, entries) = (Position.origin, [JournalEntry]())
        var (moments, identities) = (MomentMarks.Additions(), StreamIdentities())
        let facts = FactRows()
        entries.reserveCapacity(events.count)
        for event in events {
            end = event.position
            moments.note(event, site: site)
            guard let identity = identities.identity(of: event.envelope.stream),
                let entry = try JournalEntry(event, of: identity, site: site)
            else { continue }
            FactWriter(rows: facts, entry: entry).apply()
            if RowWriter.concerns(entry.event) { entries.append(entry) }
        }
        (self.end, self.entries, self.moments) = (end, entries, moments)
        self.facts = facts.finish()
    }

    /// Writes the rows, in the transaction that the caller has begun.
    func write(_ database: Database) throws {
        guard end > .origin else { return }
        let statements = RowStatements(database)
        try facts.run(statements)
        let rows = PendingRows(statements)
        for entry in entries { try RowWriter(rows: rows, entry: entry).apply() }
        try rows.flush()
        try moments.write(database)
        try ViewStore.setCheckpoint(end, database)
    }
}

/// The meanings of streams' names, each read once: a stream has many events.
private struct StreamIdentities {
    private var known: [StreamName: StreamIdentity?] = [:]
    private var last: (stream: StreamName, identity: StreamIdentity?)?

    /// What a stream is about; `nil` for a kind that this version does not know.
    mutating func identity(of stream: StreamName) -> StreamIdentity? {
        // What a command has done stands together, mostly in one stream.
        if let last, last.stream == stream { return last.identity }
        let identity = known[stream] ?? StreamIdentity(stream)
        known[stream] = .some(identity)
        last = (stream, identity)
        return identity
    }
}
