/// A signed statement for people, and behind it the segment that proves it, in one text file.
public struct EvidenceFile {
    /// What the site says, signed with its key.
    public let statement: SignedNote
    /// The segment, in a file of its own.
    public let segment: SegmentFile

    /// Puts evidence together.
    ///
    /// - Parameters:
    ///   - statement: Lines for people, the last with a newline; a first line and the digest of the
    ///     segment are put around them, and all is signed.
    ///   - segment: The path of the segment.
    ///   - path: The file to write; it is there whole at the end or not at all.
    public static func write(
        _ statement: String, segment: String, to path: String, key: SiteKey
    ) throws {
        let file = try SegmentFile(path: segment)
        let text =
            "\(EvidenceLayout.firstLine)\n\n\(statement)\n"
            + "\(EvidenceLayout.digestLine)\(try file.digest())\n"
            + "\(EvidenceLayout.countLine)\(file.byteCount)\n"
        let output = try SegmentOutput(path: path)
        try output.write(try key.sign(statement: text).encoded)
        try output.write(Array(EvidenceLayout.begin.utf8))
        try EvidenceArmor.pack(file.frames, to: output)
        try output.write(Array(EvidenceLayout.end.utf8))
        try output.finish()
    }

    /// Whether a file begins as evidence does.
    public static func isEvidence(path: String) throws -> Bool {
        let file = try FrameReader(path: path)
        let first = Array(EvidenceLayout.firstLine.utf8)
        let count = min(first.count, Int(clamping: file.fileCount))
        return try file.bytes(at: 0, count: count) == first
    }

    /// Reads evidence and unpacks its segment.
    ///
    /// - Parameter segment: Where the segment goes.
    /// - Throws: ``SegmentError`` when this is no evidence or the segment is not the one that the
    ///   statement speaks of; who signed it, only ``verify(key:_:)`` says.
    public init(path: String, unpackingTo segment: String) throws {
        let file = try FrameReader(path: path)
        let begin = try EvidenceArmor.begin(of: file)
        do {
            statement = try SignedNote(
                file.bytes(at: 0, count: begin), bytesMax: EvidenceLayout.statementBytesMax)
        } catch let error as NoteError {
            throw SegmentError(.invalid, at: 0, "the statement: \(error)")
        }
        guard statement.text.hasPrefix(EvidenceLayout.firstLine + "\n") else {
            throw SegmentError(.invalid, at: 0, "the statement is of an unknown format")
        }
        try EvidenceArmor.unpack(file, from: begin + EvidenceLayout.begin.utf8.count, to: segment)
        self.segment = try SegmentFile(path: segment)
        let ending =
            "\n\(EvidenceLayout.digestLine)\(try self.segment.digest())\n"
            + "\(EvidenceLayout.countLine)\(self.segment.byteCount)\n"
        guard statement.text.hasSuffix(ending) else {
            throw SegmentError(.forged, at: 0, "the statement speaks of another segment")
        }
    }

    /// Checks the segment as ``SegmentFile/verify(key:rootsAt:_:)`` does, and that the same key
    /// signed the statement.
    public func verify(
        key: VerifierKey? = nil, _ visit: ([RecordedEvent]) throws -> Void = { _ in }
    ) throws -> SegmentReport {
        let report = try segment.verify(key: key) { try visit($0) }
        do {
            try report.key.verify(statement)
        } catch {
            throw SegmentError(.forged, at: 0, "the statement: \(error)")
        }
        return report
    }
}
