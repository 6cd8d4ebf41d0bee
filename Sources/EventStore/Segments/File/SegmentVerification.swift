import Crypto

/// Reads a segment from its first byte to its last and checks that everything in it follows: each
/// checksum, each payload's commitment, the order of the events, the indexes, the root.
struct SegmentVerification: ~Copyable {
    private let file: SegmentFile
    private let decoder = BlockDecoder()
    private var tree: SegmentTreeCheck
    private var index: [SegmentIndexEntry] = []
    private var indexOffsets: [UInt64] = []
    private var seen = SegmentTrailer()
    private var artifact: ArtifactCheck?

    init(_ file: SegmentFile, sizes: Set<UInt64> = []) throws(SegmentError) {
        self.file = file
        tree = try SegmentTreeCheck(file, sizes: sizes)
    }

    /// The roots at the sizes that were asked for.
    var roots: [UInt64: TreeHash] { tree.roots }

    /// - Parameter visit: Is given the events of one block after the other, before it is known
    ///   whether the root holds.
    mutating func run(_ visit: ([RecordedEvent]) throws -> Void) throws {
        var offset = file.start
        while offset < file.trailerOffset {
            let frame = try file.frames.frame(at: offset)
            guard frame.end <= file.trailerOffset else {
                throw SegmentError(
                    .invalid, at: offset, "the \(frame.tag.name) reaches into the trailer")
            }
            try check(frame, visit)
            offset = frame.end
        }
        try endArtifact(at: offset)
        try checkEnd()
    }

    private mutating func check(
        _ frame: FrameReader.Frame, _ visit: ([RecordedEvent]) throws -> Void
    ) throws {
        let body = try file.frames.body(of: frame)
        switch frame.tag {
        case .block where artifact == nil: try visit(try block(body, frame))
        case .index where artifact == nil: try checkIndex(body, frame)
        case .proof where artifact == nil: seen.proofCount += try Self.hashCount(body, frame)
        case .artifact: try beginArtifact(body, frame)
        case .data: try artifact.add(body, frame)
        case .block, .index, .proof, .header, .trailer:
            throw SegmentError(
                .invalid, at: frame.offset, "a \(frame.tag.name) cannot stand here")
        }
    }

    private mutating func block(
        _ body: [UInt8], _ frame: FrameReader.Frame
    ) throws(SegmentError) -> [RecordedEvent] {
        let decoded = body.withUnsafeBytes { body in
            Result { () throws(SegmentError) in try decoder.decode(body, at: frame.body) }
        }
        let events = try decoded.get()
        for event in events { try check(event, frame) }
        let (first, last) = (events[0].position, events[events.count - 1].position)
        index.append(
            SegmentIndexEntry(offset: frame.offset, first: first, last: last, count: events.count))
        if seen.eventCount == 0 { seen.positions = first...last }
        seen.positions = seen.positions.lowerBound...last
        seen.eventCount += UInt64(events.count)
        seen.withheldCount += UInt64(events.count { !$0.hasPayload })
        seen.blockCount += 1
        return events
    }

    private mutating func check(
        _ event: RecordedEvent, _ frame: FrameReader.Frame
    ) throws(SegmentError) {
        let (position, envelope) = (event.position, event.envelope)
        let isOwn = envelope.originSite.utf8.elementsEqual(file.header.site.utf8)
        guard !isOwn || envelope.originPosition == position else {
            throw SegmentError(
                .invalid, at: frame.offset,
                "the event at position \(position) says that it stands at "
                    + "\(envelope.originPosition)")
        }
        if case .selection(let selection) = file.header.content, !selection.accepts(envelope) {
            throw SegmentError(
                .invalid, at: frame.offset,
                "the event at position \(position) is not of \(selection.title)")
        }
        try tree.add(event, at: frame.offset)
    }

    private mutating func checkIndex(
        _ body: [UInt8], _ frame: FrameReader.Frame
    ) throws(SegmentError) {
        let read = body.withUnsafeBytes { body in
            Result { () throws(SegmentError) in try SegmentIndexEntry.read(body, at: frame.body) }
        }
        guard try read.get() == index else {
            throw SegmentError(
                .invalid, at: frame.offset, "the index does not name the blocks before it")
        }
        index = []
        indexOffsets.append(frame.offset)
    }

    static func hashCount(
        _ body: [UInt8], _ frame: FrameReader.Frame
    ) throws(SegmentError) -> UInt64 {
        let count = body.count / TreeHash.byteCount
        guard count * TreeHash.byteCount == body.count,
            (1...SegmentLayout.proofHashesMax).contains(count)
        else {
            throw SegmentError(
                .invalid, at: frame.body, "a proof cannot have \(body.count) bytes")
        }
        return UInt64(count)
    }

    private mutating func beginArtifact(
        _ body: [UInt8], _ frame: FrameReader.Frame
    ) throws(SegmentError) {
        try endArtifact(at: frame.offset)
        let begun = try ArtifactCheck(body, frame)
        seen.artifacts.append(begun.artifact)
        seen.artifactOffsets.append(frame.offset)
        artifact = begun
    }

    private mutating func endArtifact(at offset: UInt64) throws(SegmentError) {
        try artifact?.end(at: offset)
    }

    /// Compares what was found with what the trailer says.
    private mutating func checkEnd() throws(SegmentError) {
        let (trailer, place) = (file.trailer, file.trailerOffset)
        let counts: [(String, Bool)] = [
            ("number of events", seen.eventCount == trailer.eventCount),
            ("number of withheld events", seen.withheldCount == trailer.withheldCount),
            ("positions", seen.positions == trailer.positions),
            ("number of blocks", seen.blockCount == trailer.blockCount),
            ("number of the proof's hashes", seen.proofCount == trailer.proofCount),
            ("artifacts", seen.artifacts == trailer.artifacts),
            ("places of the artifacts", seen.artifactOffsets == trailer.artifactOffsets),
            ("places of the indexes", indexOffsets == trailer.indexOffsets && index.isEmpty),
        ]
        if let wrong = counts.first(where: { !$0.1 }) {
            throw SegmentError(
                .invalid, at: place, "the \(wrong.0) that the trailer tells is not what is there")
        }
        try tree.finish(at: place)
    }
}
