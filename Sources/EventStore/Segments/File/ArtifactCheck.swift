import Crypto

/// Checks that the content of an artifact is the one that its digest names.
struct ArtifactCheck {
    let artifact: SegmentArtifact
    private var hasher = SHA256()
    private(set) var left: UInt64

    init(_ body: [UInt8], _ frame: FrameReader.Frame) throws(SegmentError) {
        let read = body.withUnsafeBytes { body in
            Result { () throws(SegmentError) in try SegmentArtifact(body, at: frame.body) }
        }
        artifact = try read.get()
        left = artifact.byteCount
    }

    mutating func add(_ piece: [UInt8], _ frame: FrameReader.Frame) throws(SegmentError) {
        guard UInt64(piece.count) <= left, !piece.isEmpty else {
            throw SegmentError(
                .invalid, at: frame.offset,
                "the artifact \(artifact.digest) is longer than its \(artifact.byteCount) bytes")
        }
        left -= UInt64(piece.count)
        hasher.update(data: piece)
    }

    /// Behind the last piece.
    func end(at offset: UInt64) throws(SegmentError) {
        guard left == 0 else {
            throw SegmentError(
                .invalid, at: offset,
                "the artifact \(artifact.digest) is shorter than its \(artifact.byteCount) bytes")
        }
        guard TreeHash(bytes: Array(hasher.finalize())) == artifact.digest else {
            throw SegmentError(
                .forged, at: offset, "the artifact \(artifact.digest) has another content")
        }
    }
}

extension SegmentArtifact {
    /// Reads the body of an artifact's first frame.
    init(_ body: UnsafeRawBufferPointer, at place: UInt64) throws(SegmentError) {
        var reader = ByteReader(body, at: place)
        digest = try reader.hash("the digest of an artifact")
        byteCount = try reader.number("the length of an artifact")
        try reader.end(of: "the artifact's description")
    }
}

extension Optional<ArtifactCheck> {
    mutating func add(_ piece: [UInt8], _ frame: FrameReader.Frame) throws(SegmentError) {
        guard self != nil else {
            throw SegmentError(.invalid, at: frame.offset, "a part of no artifact")
        }
        try self!.add(piece, frame)
    }
}
