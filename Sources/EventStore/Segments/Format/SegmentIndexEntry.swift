/// Where a block stands, and which events it holds.
struct SegmentIndexEntry: Hashable, Sendable {
    let offset: UInt64
    let first: Position
    let last: Position
    let count: UInt32

    init(offset: UInt64, first: Position, last: Position, count: Int) {
        self.offset = offset
        self.first = first
        self.last = last
        self.count = UInt32(count)
    }

    init(_ reader: inout ByteReader) throws(SegmentError) {
        offset = try reader.number("the place of a block")
        first = Position(try reader.number("the first position of a block"))
        last = Position(try reader.number("the last position of a block"))
        count = try reader.number("the number of events of a block")
    }

    func write(to body: inout ByteWriter) {
        body.number(offset)
        body.number(first.number)
        body.number(last.number)
        body.number(count)
    }

    static func read(
        _ body: UnsafeRawBufferPointer, at place: UInt64
    ) throws(SegmentError) -> [SegmentIndexEntry] {
        var reader = ByteReader(body, at: place)
        let count = body.count / SegmentLayout.indexEntryCount
        guard count * SegmentLayout.indexEntryCount == body.count,
            (1...SegmentLayout.indexBlocks).contains(count)
        else { throw reader.invalid("an index cannot have \(body.count) bytes") }
        var entries: [SegmentIndexEntry] = []
        entries.reserveCapacity(count)
        for _ in 0..<count { entries.append(try SegmentIndexEntry(&reader)) }
        return entries
    }
}
