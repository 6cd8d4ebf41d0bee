extension SegmentFile {
    /// The events of the segment in a range of positions, a block at a time and in order.
    ///
    /// Whole blocks are left out with the help of the indexes. Checksums and commitments are
    /// checked; whether the events lead to the root is not: see ``verify(key:_:)``.
    ///
    /// - Parameter body: Is given events; false ends the reading.
    public func events(
        in range: ClosedRange<Position>? = nil, _ body: ([RecordedEvent]) throws -> Bool
    ) throws {
        var blocks = self.blocks(in: range)
        while let events = try blocks.next() {
            guard try body(events) else { return }
        }
    }

    /// The blocks of the segment that hold events in a range of positions; see ``events(in:_:)``.
    public func blocks(in range: ClosedRange<Position>? = nil) -> SegmentBlocks {
        SegmentBlocks(self, range: range)
    }

    /// The event at a position; `nil` when it is not in the segment.
    public func event(at position: Position) throws -> RecordedEvent? {
        var found: RecordedEvent?
        try events(in: position...position) { events in
            found = events.first ?? found
            return found == nil
        }
        return found
    }

    /// Hands out the content of an artifact of the trailer, piece by piece.
    ///
    /// What was handed out is worth something when it returns: the digest is checked at the end.
    public func artifact(_ number: Int, _ body: ([UInt8]) throws -> Void) throws {
        let start = trailer.artifactOffsets[number]
        let frame = try frames.frame(at: start)
        guard frame.tag == .artifact else {
            throw SegmentError(.invalid, at: start, "the trailer names a place without an artifact")
        }
        var check = try ArtifactCheck(try frames.body(of: frame), frame)
        guard check.artifact == trailer.artifacts[number] else {
            throw SegmentError(.invalid, at: start, "another artifact stands here")
        }
        var offset = frame.end
        while check.left > 0, offset < trailerOffset {
            let piece = try frames.frame(at: offset)
            guard piece.tag == .data else { break }
            let bytes = try frames.body(of: piece)
            try check.add(bytes, piece)
            try body(bytes)
            offset = piece.end
        }
        try check.end(at: offset)
    }

    func index(at offset: UInt64) throws(SegmentError) -> [SegmentIndexEntry] {
        let frame = try frames.frame(at: offset)
        guard frame.tag == .index else {
            throw SegmentError(.invalid, at: offset, "the trailer names a place without an index")
        }
        return try Self.read(frame, of: frames) { (body, place) throws(SegmentError) in
            try SegmentIndexEntry.read(body, at: place)
        }
    }

    func block(
        _ entry: SegmentIndexEntry, _ decoder: BlockDecoder
    ) throws(SegmentError) -> [RecordedEvent] {
        let frame = try frames.frame(at: entry.offset)
        guard frame.tag == .block else {
            throw SegmentError(.invalid, at: entry.offset, "an index names a place without a block")
        }
        return try Self.read(frame, of: frames) { (body, place) throws(SegmentError) in
            try decoder.decode(body, at: place)
        }
    }
}

/// Reads a segment's events block by block.
public struct SegmentBlocks {
    private let file: SegmentFile
    private let range: ClosedRange<Position>?
    private let decoder = BlockDecoder()
    private var indexes: ArraySlice<UInt64>
    private var entries: ArraySlice<SegmentIndexEntry> = []

    init(_ file: SegmentFile, range: ClosedRange<Position>?) {
        self.file = file
        self.range = range
        indexes = file.trailer.indexOffsets[...]
    }

    /// The events of the next block that are in the range; `nil` behind the last one.
    public mutating func next() throws(SegmentError) -> [RecordedEvent]? {
        while true {
            while let entry = entries.popFirst() {
                guard let range else { return try file.block(entry, decoder) }
                guard entry.last >= range.lowerBound, entry.first <= range.upperBound else {
                    continue
                }
                let events = try file.block(entry, decoder).filter { range ~= $0.position }
                if !events.isEmpty { return events }
            }
            guard let offset = indexes.popFirst() else { return nil }
            entries = try file.index(at: offset)[...]
        }
    }
}
