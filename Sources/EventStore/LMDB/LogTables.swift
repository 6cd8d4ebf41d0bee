/// The tables of a log and what their bytes mean; `docs/event-format.md` shows them.
struct LogTables: Hashable, Sendable {
    /// Position → record.
    let events: LMDBTable
    /// Row of level 0 of the tree → 16 leaf hashes.
    let leafTiles: LMDBTable
    /// Level and row of the tree above → 16 hashes.
    let nodeTiles: LMDBTable
    /// Stream name → its number, its version and its last positions.
    let streams: LMDBTable
    /// Stream number and row → 32 positions.
    let indexRows: LMDBTable
    /// Another site → its number.
    let origins: LMDBTable
    /// Number of another site and position there → position here, leaf hash.
    let imports: LMDBTable
    /// What holds for the whole log: its format and its site.
    let facts: LMDBTable
    /// Number → a text that events share.
    let texts: LMDBTable

    init(_ transaction: borrowing LMDBTransaction) throws(EventLogError) {
        events = try transaction.openTable("events")
        leafTiles = try transaction.openTable("leaf-tiles")
        nodeTiles = try transaction.openTable("node-tiles")
        streams = try transaction.openTable("streams")
        indexRows = try transaction.openTable("index-rows")
        origins = try transaction.openTable("origins")
        imports = try transaction.openTable("imports")
        facts = try transaction.openTable("facts")
        texts = try transaction.openTable("texts")
    }
}

/// Keys whose byte order is the order of their numbers.
enum Key {
    @inline(__always)
    static func with<Answer>(
        _ position: Position,
        _ body: (UnsafeRawBufferPointer) throws(EventLogError) -> Answer
    ) throws(EventLogError) -> Answer {
        try with(position.number.bigEndian, body)
    }

    @inline(__always)
    static func with<Answer>(
        stream: UInt64, row: UInt64,
        _ body: (UnsafeRawBufferPointer) throws(EventLogError) -> Answer
    ) throws(EventLogError) -> Answer {
        try with((stream.bigEndian, row.bigEndian), body)
    }

    static func with<Answer>(
        origin: UInt64, _ position: Position,
        _ body: (UnsafeRawBufferPointer) throws(EventLogError) -> Answer
    ) throws(EventLogError) -> Answer {
        try with((origin.bigEndian, position.number.bigEndian), body)
    }

    @inline(__always)
    static func with<Answer>(
        row: UInt64, _ body: (UnsafeRawBufferPointer) throws(EventLogError) -> Answer
    ) throws(EventLogError) -> Answer {
        try with(row.bigEndian, body)
    }

    static func with<Answer>(
        level: Int, row: UInt64,
        _ body: (UnsafeRawBufferPointer) throws(EventLogError) -> Answer
    ) throws(EventLogError) -> Answer {
        try with((UInt64(level).bigEndian, row.bigEndian), body)
    }

    static func with<Answer>(
        _ text: String, _ body: (UnsafeRawBufferPointer) throws(EventLogError) -> Answer
    ) throws(EventLogError) -> Answer {
        var text = text
        // The result carries the error out: `withUTF8` itself throws untyped errors.
        let answer = text.withUTF8 { bytes in
            Result { () throws(EventLogError) in try body(UnsafeRawBufferPointer(bytes)) }
        }
        return try answer.get()
    }

    @inline(__always)
    private static func with<Number: BitwiseCopyable, Answer>(
        _ number: Number, _ body: (UnsafeRawBufferPointer) throws(EventLogError) -> Answer
    ) throws(EventLogError) -> Answer {
        try withUnsafeBytes(of: number) { (bytes) throws(EventLogError) in try body(bytes) }
    }
}
