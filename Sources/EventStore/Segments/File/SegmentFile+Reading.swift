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
        let decoder = BlockDecoder()
        for offset in trailer.indexOffsets {
            for entry in try index(at: offset) {
                if let range, entry.last < range.lowerBound || entry.first > range.upperBound {
                    continue
                }
                let events = try block(entry, decoder)
                guard
                    try body(
                        range.map { range in
                            events.filter { range.contains($0.position) }
                        } ?? events)
                else { return }
            }
        }
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

    private func index(at offset: UInt64) throws(SegmentError) -> [SegmentIndexEntry] {
        let frame = try frames.frame(at: offset)
        guard frame.tag == .index else {
            throw SegmentError(.invalid, at: offset, "the trailer names a place without an index")
        }
        return try Self.read(frame, of: frames) { (body, place) throws(SegmentError) in
            try SegmentIndexEntry.read(body, at: place)
        }
    }

    private func block(
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
