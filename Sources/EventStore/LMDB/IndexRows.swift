/// The index of streams: where each event of a stream stands, 32 positions in a row.
///
/// The entry of the stream has the positions behind the last full row. `docs/event-format.md`
/// shows the bytes.
struct IndexRows: ~Copyable {
    static let byteCount = StreamEntry.rowCount * StreamEntry.positionByteCount

    private let cursor: LMDBCursor

    init(_ transaction: borrowing LMDBTransaction, _ tables: LogTables) throws(EventLogError) {
        cursor = try transaction.cursor(tables.indexRows)
    }

    /// Puts consecutive positions behind a stream's last one.
    func append(
        _ positions: Range<UInt64>, to entry: inout StreamEntry
    ) throws(EventLogError) {
        let stream = entry.number
        try entry.append(positions) { (row, positions) throws(EventLogError) in
            try Key.with(stream: stream, row: row) { (key) throws(EventLogError) in
                let value = try cursor.reserve(key, count: Self.byteCount, isLast: false)
                for slot in 0..<StreamEntry.rowCount {
                    value.storeBigEndian(positions[slot], at: slot * StreamEntry.positionByteCount)
                }
            }
        }
    }

    /// Visits where the events of a stream behind a version stand, in order, `count` of them; the
    /// stream must have as many.
    func positions(
        of entry: StreamEntry, behind version: StreamVersion, count: UInt64,
        _ visit: (Position) throws(EventLogError) -> Void
    ) throws(EventLogError) {
        let size = UInt64(StreamEntry.rowCount)
        let end = version.number + count
        var place = version.number
        while place < min(end, entry.fullRows * size) {
            let bytes = try bytes(ofRow: place / size, of: entry.number)
            let last = min(end, (place / size + 1) * size)
            while place < last {
                let offset = Int(place % size) * StreamEntry.positionByteCount
                try visit(Position(bytes.bigEndian(at: offset, as: UInt64.self)))
                place += 1
            }
        }
        while place < end {
            try visit(entry.tailPosition(Int(place % size)))
            place += 1
        }
    }

    private func bytes(
        ofRow row: UInt64, of stream: UInt64
    ) throws(EventLogError) -> UnsafeRawBufferPointer {
        let value = try Key.with(stream: stream, row: row) { (key) throws(EventLogError) in
            try cursor.find(key)?.value
        }
        guard let value, value.count == Self.byteCount else {
            throw .corrupt(position: .origin, what: "the index of stream number \(stream)")
        }
        return value
    }
}
