import Crypto

extension SegmentFile {
    /// Checks everything in the segment: each byte by its checksum, each payload by its commitment,
    /// all events by the root, the root by the checkpoint, the checkpoint by its signature.
    ///
    /// - Parameters:
    ///   - key: The key of the segment's site as the reader knows it from elsewhere. Without one the
    ///     signature is checked with the key that the segment brings, which shows that it is whole,
    ///     not whose it is.
    ///   - cosigners: The keys of those who must have countersigned the checkpoint.
    ///   - sizes: Sizes of the tree at which the root is wanted too; those that a range passes are
    ///     found.
    ///   - visit: Is given the events of one block after the other before all is known to hold.
    /// - Throws: ``SegmentError``, which names the place in the file, and what `visit` throws.
    public func verify(
        key: VerifierKey? = nil, cosigners: [VerifierKey] = [], rootsAt sizes: Set<UInt64> = [],
        _ visit: ([RecordedEvent]) throws -> Void = { _ in }
    ) throws -> SegmentReport {
        var report = try CheckpointCheck(self).run(key: key, cosigners: cosigners)
        var verification = try SegmentVerification(self, sizes: sizes)
        try verification.run(visit)
        report.roots = verification.roots
        return report
    }

    /// SHA-256 of the whole file.
    public func digest() throws(SegmentError) -> TreeHash {
        var hasher = SHA256()
        var offset: UInt64 = 0
        while offset < byteCount {
            let count = min(UInt64(SegmentLayout.dataCount), byteCount - offset)
            hasher.update(data: try frames.bytes(at: offset, count: Int(count)))
            offset += count
        }
        guard let digest = TreeHash(bytes: Array(hasher.finalize())) else {
            preconditionFailure("SHA-256 has 32 bytes")
        }
        return digest
    }
}

/// Checks the checkpoint in a segment's trailer.
struct CheckpointCheck {
    private let file: SegmentFile

    init(_ file: SegmentFile) { self.file = file }

    func run(
        key: VerifierKey?, cosigners: [VerifierKey]
    ) throws(SegmentError) -> SegmentReport {
        do {
            let note = try SignedNote(Array(file.trailer.checkpoint.utf8))
            let checkpoint = try Checkpoint(text: note.text)
            let brought = try VerifierKey(file.trailer.verifierKey)
            guard key ?? brought == brought else {
                throw forged("the segment is signed with \(brought.text), not with the given key")
            }
            try brought.verify(note)
            try check(checkpoint, brought)
            return SegmentReport(
                checkpoint: checkpoint, key: brought, isKeyConfirmed: key != nil,
                countersigners: try countersigners(of: note, besides: brought, cosigners))
        } catch let error as SegmentError {
            throw error
        } catch {
            throw forged("\(error)")
        }
    }

    /// Checks the signatures of the given keys, each of which must be there, and lists all.
    private func countersigners(
        of note: SignedNote, besides own: VerifierKey, _ cosigners: [VerifierKey]
    ) throws(NoteError) -> [Countersigner] {
        var times: [VerifierKey: UInt64?] = [:]
        for cosigner in cosigners { times[cosigner] = .some(try cosigner.verify(note)) }
        return note.signatures.filter { !own.made($0) }.map { signature in
            let cosigner = times.first { $0.key.made(signature) }
            return Countersigner(
                name: signature.name, isChecked: cosigner != nil, signedAt: cosigner?.value)
        }
    }

    private func check(_ checkpoint: Checkpoint, _ key: VerifierKey) throws(SegmentError) {
        let trailer = file.trailer
        guard checkpoint.origin == key.name, key.name == KeyName.of(site: file.header.site) else {
            throw forged(
                "the events are of \(file.header.site), the checkpoint is of \(checkpoint.origin)")
        }
        let proof = ConsistencyProof(
            oldSize: trailer.treeSize, newSize: checkpoint.size, hashes: trailer.consistency)
        guard proof.verifyConsistency(from: trailer.root, to: checkpoint.root) else {
            throw forged("the checkpoint does not follow from the root of the events")
        }
    }

    private func forged(_ message: String) -> SegmentError {
        SegmentError(.forged, at: file.trailerOffset, message)
    }
}
