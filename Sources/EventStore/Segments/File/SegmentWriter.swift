/// Writes a segment from its first byte to its last, in memory that does not grow with it.
final class SegmentWriter {
    private let output: SegmentOutput
    private var index: [SegmentIndexEntry] = []
    private var proof: [TreeHash] = []
    /// What has been written so far; who writes fills in what only they know before the end.
    var trailer = SegmentTrailer()

    init(_ header: SegmentHeader, to path: String) throws(SegmentError) {
        output = try SegmentOutput(path: path)
        try output.write(SegmentLayout.magic)
        try write(.header, header.encoded)
    }

    /// How many bytes the segment has so far.
    var byteCount: UInt64 { output.count }

    /// Appends a block: the body that an encoder made of these events.
    func append(_ body: [UInt8], of events: ArraySlice<RecordedEvent>) throws(SegmentError) {
        let first = events[events.startIndex].position
        let last = events[events.endIndex - 1].position
        index.append(
            SegmentIndexEntry(offset: byteCount, first: first, last: last, count: events.count))
        try write(.block, body)
        if trailer.eventCount == 0 { trailer.positions = first...last }
        trailer.positions = trailer.positions.lowerBound...last
        trailer.eventCount += UInt64(events.count)
        trailer.withheldCount += UInt64(events.count { !$0.hasPayload })
        trailer.blockCount += 1
        if index.count == SegmentLayout.indexBlocks { try writeIndex() }
    }

    /// Appends a hash of the proof.
    func append(_ hash: TreeHash) throws(SegmentError) {
        proof.append(hash)
        trailer.proofCount += 1
        if proof.count == SegmentLayout.proofHashesMax { try writeProof() }
    }

    /// Appends an artifact; `read` gives its content piece by piece, and nothing at its end.
    func append(
        _ artifact: SegmentArtifact, read: () throws -> [UInt8]
    ) throws {
        try endEvents()
        trailer.artifacts.append(artifact)
        trailer.artifactOffsets.append(byteCount)
        var description = ByteWriter()
        description.raw(artifact.digest.bytes)
        description.number(artifact.byteCount)
        try write(.artifact, description.bytes)
        var left = artifact.byteCount
        while case let piece = try read(), !piece.isEmpty {
            guard piece.count <= left else { break }
            left -= UInt64(piece.count)
            var rest = piece[...]
            while !rest.isEmpty {
                try write(.data, Array(rest.prefix(SegmentLayout.dataCount)))
                rest = rest.dropFirst(SegmentLayout.dataCount)
            }
        }
        guard left == 0 else {
            throw SegmentError(
                .invalid, "an artifact has not the \(artifact.byteCount) bytes it was said to have")
        }
    }

    /// Writes the trailer and gives the file its name; nothing is there before.
    func finish() throws(SegmentError) {
        try endEvents()
        let place = byteCount
        try write(.trailer, trailer.encoded)
        var footer = ByteWriter()
        footer.number(place)
        footer.number(byteCount + UInt64(SegmentLayout.footerCount))
        footer.number(footer.bytes.withUnsafeBytes(Checksum.of))
        footer.raw(SegmentLayout.endMagic)
        try output.write(footer.bytes)
        try output.finish()
    }

    private func endEvents() throws(SegmentError) {
        if !index.isEmpty { try writeIndex() }
        if !proof.isEmpty { try writeProof() }
    }

    private func writeIndex() throws(SegmentError) {
        var body = ByteWriter()
        for entry in index { entry.write(to: &body) }
        trailer.indexOffsets.append(byteCount)
        try write(.index, body.bytes)
        index.removeAll(keepingCapacity: true)
    }

    private func writeProof() throws(SegmentError) {
        var body = ByteWriter()
        for hash in proof { body.raw(hash.bytes) }
        try write(.proof, body.bytes)
        proof.removeAll(keepingCapacity: true)
    }

    private func write(_ tag: SegmentLayout.Tag, _ body: [UInt8]) throws(SegmentError) {
        var head = ByteWriter()
        head.raw(tag.rawValue.utf8)
        head.number(UInt64(body.count))
        head.number(head.bytes.withUnsafeBytes(Checksum.of))
        try output.write(head.bytes)
        try output.write(body)
        var checksum = ByteWriter()
        checksum.number(body.withUnsafeBytes(Checksum.of))
        try output.write(checksum.bytes)
    }
}
