/// What the log knows about a stream: its number, its version, and where its last events stand.
///
/// Every 32 positions become a row of the index; those behind the last full row are kept here, so
/// that an append changes this entry and nothing else for its stream.
struct StreamEntry {
    /// How many positions a row of the index holds.
    static let rowCount = 32
    static let positionByteCount = 8
    private static let headByteCount = 16

    /// Names are long, so the index knows streams by number, counted from 1.
    let number: UInt64
    private(set) var version: StreamVersion
    /// The first ``tailCount`` are positions.
    private var tail: [32 of UInt64] = .init(repeating: 0)

    /// A stream without events.
    init(number: UInt64) {
        self.number = number
        version = .none
    }

    /// Reads the bytes of an entry.
    init(_ bytes: UnsafeRawBufferPointer) throws(EventLogError) {
        guard bytes.count >= Self.headByteCount else { throw Self.corrupt }
        number = bytes.bigEndian(at: 0, as: UInt64.self)
        version = StreamVersion(bytes.bigEndian(at: 8, as: UInt64.self))
        guard bytes.count == byteCount else { throw Self.corrupt }
        for slot in 0..<tailCount {
            tail[slot] = bytes.bigEndian(at: Self.offset(of: slot), as: UInt64.self)
        }
    }

    /// How many events stand behind the last full row.
    var tailCount: Int { Int(version.number % UInt64(Self.rowCount)) }

    /// How many full rows there are.
    var fullRows: UInt64 { version.number / UInt64(Self.rowCount) }

    /// The size of the entry's bytes.
    var byteCount: Int { Self.offset(of: tailCount) }

    /// The position of an event behind the last full row.
    func tailPosition(_ slot: Int) -> Position { Position(tail[slot]) }

    /// Takes in the positions of the next events; gives away the rows that are full.
    mutating func append(
        _ positions: Range<UInt64>,
        _ fullRow: (_ row: UInt64, _ positions: [32 of UInt64]) throws(EventLogError) -> Void
    ) throws(EventLogError) {
        var (row, slot) = (fullRows, tailCount)
        var position = positions.lowerBound
        while position < positions.upperBound {
            tail[slot] = position
            position += 1
            slot += 1
            if slot == Self.rowCount {
                try fullRow(row, tail)
                (row, slot) = (row + 1, 0)
            }
        }
        version = version.advanced(by: positions.count)
    }

    func store(in bytes: UnsafeMutableRawBufferPointer) {
        bytes.storeBigEndian(number, at: 0)
        bytes.storeBigEndian(version.number, at: 8)
        for slot in 0..<tailCount { bytes.storeBigEndian(tail[slot], at: Self.offset(of: slot)) }
    }

    private static func offset(of slot: Int) -> Int { headByteCount + positionByteCount * slot }

    private static var corrupt: EventLogError {
        .corrupt(position: .origin, what: "an entry of the stream table")
    }
}
