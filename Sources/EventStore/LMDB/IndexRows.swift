/// The index of streams: where each event of a stream stands.
///
/// Positions lie in rows of up to 32, one entry of the table each: an entry costs 26 bytes besides
/// its value, more than three positions take. `docs/event-format.md` shows the bytes.
struct IndexRows: ~Copyable {
    static let positionsMax = 32
    static let positionByteCount = 8

    private let cursor: LMDBCursor

    init(_ transaction: borrowing LMDBTransaction, _ tables: LogTables) throws(EventLogError) {
        cursor = try transaction.cursor(tables.indexRows)
    }

    /// Puts consecutive positions behind a stream's last version.
    func append(
        _ positions: Range<UInt64>, toStream stream: UInt64, behind version: StreamVersion
    ) throws(EventLogError) {
        var (place, rest) = (version.number, positions)
        while !rest.isEmpty {
            let slot = Int(place % UInt64(Self.positionsMax))
            let part = rest.prefix(Self.positionsMax - slot)
            try append(part, toRow: place / UInt64(Self.positionsMax), of: stream, at: slot)
            place += UInt64(part.count)
            rest = part.upperBound..<rest.upperBound
        }
    }

    /// The positions of a stream's events behind a version, in order, until `body` has enough.
    func positions(
        ofStream stream: UInt64, behind version: StreamVersion, count: UInt64,
        _ body: (Position) throws(EventLogError) -> Void
    ) throws(EventLogError) {
        var (row, slot) = (
            version.number / UInt64(Self.positionsMax),
            Int(version.number % UInt64(Self.positionsMax))
        )
        var left = Int(clamping: count)
        while left > 0 {
            guard let bytes = try bytes(ofRow: row, of: stream) else { throw Self.corrupt(stream) }
            let found = min(bytes.count / Self.positionByteCount - slot, left)
            guard found > 0 else { throw Self.corrupt(stream) }
            for number in slot..<slot + found {
                let offset = number * Self.positionByteCount
                try body(Position(bytes.bigEndian(at: offset, as: UInt64.self)))
            }
            left -= found
            (row, slot) = (row + 1, 0)
        }
    }

    private func append(
        _ positions: Range<UInt64>, toRow row: UInt64, of stream: UInt64, at slot: Int
    ) throws(EventLogError) {
        // LMDB moves the old value when it makes room for the new one: a copy.
        var known: [32 of UInt64] = .init(repeating: 0)
        if slot > 0 {
            guard let bytes = try bytes(ofRow: row, of: stream),
                bytes.count == slot * Self.positionByteCount
            else { throw Self.corrupt(stream) }
            for number in 0..<slot {
                known[number] = bytes.loadUnaligned(
                    fromByteOffset: number * Self.positionByteCount, as: UInt64.self)
            }
        }
        let count = (slot + positions.count) * Self.positionByteCount
        try Key.with(stream: stream, row: row) { (key) throws(EventLogError) in
            let value = try cursor.reserve(key, count: count, isLast: false)
            for number in 0..<slot {
                value.storeBytes(
                    of: known[number], toByteOffset: number * Self.positionByteCount,
                    as: UInt64.self)
            }
            for (number, position) in zip(slot..., positions) {
                value.storeBigEndian(position, at: number * Self.positionByteCount)
            }
        }
    }

    private func bytes(
        ofRow row: UInt64, of stream: UInt64
    ) throws(EventLogError) -> UnsafeRawBufferPointer? {
        try Key.with(stream: stream, row: row) { (key) throws(EventLogError) in
            try cursor.find(key)?.value
        }
    }

    private static func corrupt(_ stream: UInt64) -> EventLogError {
        .corrupt(position: .origin, what: "the index of stream number \(stream)")
    }
}
