/// What a segment says about itself behind its events: what they come to, and who vouches for it.
public struct SegmentTrailer: Hashable, Sendable {
    /// How many events the segment holds.
    public internal(set) var eventCount: UInt64 = 0
    /// How many of them are without their payload: erased, or withheld from the reader.
    public internal(set) var withheldCount: UInt64 = 0
    /// The positions of the first and the last event.
    public internal(set) var positions = Position.origin...Position.origin
    /// The number of leaves of the tree that the events are proved against.
    public internal(set) var treeSize: UInt64 = 0
    /// The root of that tree: for a range, the one behind its last event.
    public internal(set) var root = TreeHash.empty
    /// Proves that the checkpoint's tree continues the one of ``treeSize``; none when they are one.
    public internal(set) var consistency: [TreeHash] = []
    /// The signed checkpoint with its countersignatures, as a C2SP signed note.
    public internal(set) var checkpoint = ""
    /// The key that the site says is its own. Only somebody whom the reader trusts can confirm it.
    public internal(set) var verifierKey = ""
    /// The artifacts, in the order they stand in.
    public internal(set) var artifacts: [SegmentArtifact] = []
    /// How many blocks there are.
    public internal(set) var blockCount: UInt64 = 0
    /// How many hashes the proof has.
    public internal(set) var proofCount: UInt64 = 0
    /// Where the artifacts' descriptions stand.
    var artifactOffsets: [UInt64] = []
    /// Where the indexes stand.
    var indexOffsets: [UInt64] = []

    init() {}
}

extension SegmentTrailer {
    /// A proof between two trees has at most one hash for each level, and one more.
    private static let consistencyMax = 65

    var encoded: [UInt8] {
        var body = ByteWriter()
        for number in [
            eventCount, withheldCount, positions.lowerBound.number, positions.upperBound.number,
            treeSize,
        ] { body.number(number) }
        body.raw(root.bytes)
        body.raw([UInt8(consistency.count)])
        for hash in consistency { body.raw(hash.bytes) }
        body.longText(checkpoint)
        body.text(verifierKey)
        body.number(blockCount)
        body.number(proofCount)
        body.number(UInt32(artifacts.count))
        for (artifact, offset) in zip(artifacts, artifactOffsets) {
            body.number(offset)
            body.raw(artifact.digest.bytes)
            body.number(artifact.byteCount)
        }
        body.number(UInt32(indexOffsets.count))
        for offset in indexOffsets { body.number(offset) }
        return body.bytes
    }

    /// Reads the body of a trailer's frame.
    init(_ body: UnsafeRawBufferPointer, at place: UInt64) throws(SegmentError) {
        var reader = ByteReader(body, at: place)
        eventCount = try reader.number("the number of events")
        withheldCount = try reader.number("the number of withheld events")
        let first = Position(try reader.number("the first event's position"))
        let last = Position(try reader.number("the last event's position"))
        guard first > .origin, first <= last, withheldCount <= eventCount else {
            throw reader.invalid("\(eventCount) events cannot stand from \(first) to \(last)")
        }
        positions = first...last
        treeSize = try reader.number("the size of the tree")
        root = try reader.hash("the root")
        let hashes = Int(try reader.number("the length of the consistency proof", as: UInt8.self))
        guard hashes <= Self.consistencyMax else {
            throw reader.invalid("a consistency proof cannot have \(hashes) hashes")
        }
        for _ in 0..<hashes { consistency.append(try reader.hash("the consistency proof")) }
        checkpoint = try reader.longText("the checkpoint", bytesMax: SegmentLayout.noteBytesMax)
        verifierKey = try reader.text("the verifier key")
        blockCount = try reader.number("the number of blocks")
        proofCount = try reader.number("the number of the proof's hashes")
        try readLists(&reader)
        try reader.end(of: "the trailer")
    }

    private mutating func readLists(_ reader: inout ByteReader) throws(SegmentError) {
        let artifactCount = Int(try reader.number("the number of artifacts", as: UInt32.self))
        guard artifactCount <= SegmentLayout.artifactsMax else {
            throw reader.invalid("a segment cannot have \(artifactCount) artifacts")
        }
        for _ in 0..<artifactCount {
            artifactOffsets.append(try reader.number("the place of an artifact"))
            let digest = try reader.hash("the digest of an artifact")
            let count: UInt64 = try reader.number("the length of an artifact")
            artifacts.append(SegmentArtifact(digest: digest, byteCount: count))
        }
        let indexCount = Int(try reader.number("the number of indexes", as: UInt32.self))
        guard indexCount <= SegmentLayout.indexesMax else {
            throw reader.invalid("a segment cannot have \(indexCount) indexes")
        }
        for _ in 0..<indexCount {
            indexOffsets.append(try reader.number("the place of an index"))
        }
    }
}
