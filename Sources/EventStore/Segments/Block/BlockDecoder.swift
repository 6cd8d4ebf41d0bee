/// Reads a block's events, record for record what was written.
final class BlockDecoder {
    private let inflater = Inflater()

    /// The events of a block, in their order; their ``RecordedEvent/position`` is the one in the log that the
    /// segment is of.
    ///
    /// - Parameters:
    ///   - body: The body of the block's frame, whose checksum held.
    ///   - place: Where the body stands in the file.
    func decode(
        _ body: UnsafeRawBufferPointer, at place: UInt64
    ) throws(SegmentError) -> [RecordedEvent] {
        let head = try BlockHead(body, at: place)
        guard let bytes = inflater.unpack(head.packed, count: head.unpackedCount) else {
            throw SegmentError(
                .invalid, at: place, "the columns of the block are no \(head.unpackedCount) bytes")
        }
        let decoded = bytes.withUnsafeBytes { bytes in
            Result { () throws(SegmentError) in
                var columns = BlockColumns(head, bytes, at: place)
                return try columns.records()
            }
        }
        return try decoded.get()
    }
}

/// What stands in front of a block's columns.
struct BlockHead {
    /// What is written before the packed columns.
    static let byteCount = 28

    let count: Int
    let first: Position
    let last: Position
    let unpackedCount: Int
    let packed: UnsafeRawBufferPointer
    let plain: UnsafeRawBufferPointer

    init(_ body: UnsafeRawBufferPointer, at place: UInt64) throws(SegmentError) {
        var reader = ByteReader(body, at: place)
        count = Int(try reader.number("the number of events", as: UInt32.self))
        guard (1...SegmentLayout.blockEventsMax).contains(count) else {
            throw reader.invalid(
                "the block has \(count) events; 1 to \(SegmentLayout.blockEventsMax) are possible")
        }
        first = Position(try reader.number("the first position"))
        last = Position(try reader.number("the last position"))
        guard first > .origin, last >= first, last.number - first.number >= UInt64(count - 1) else {
            throw reader.invalid("\(count) events cannot stand from \(first) to \(last)")
        }
        unpackedCount = Int(try reader.number("the length of the columns", as: UInt32.self))
        guard (1...SegmentLayout.blockUnpackedMax).contains(unpackedCount) else {
            throw reader.invalid("the columns have \(unpackedCount) bytes")
        }
        let packedCount = Int(try reader.number("the length of what is packed", as: UInt32.self))
        packed = try reader.take(packedCount, "the packed columns")
        plain = try reader.take(reader.left, "the plain part")
    }
}
