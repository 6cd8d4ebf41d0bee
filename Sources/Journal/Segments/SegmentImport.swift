import Domain
public import EventStore

/// Takes a segment of another site's log into this site's.
///
/// All of the file is verified before anything is appended. Events that are here already are left
/// out, so an import that broke off is finished by the same import again. At the end the segment is
/// recorded on the stream of the other site; the chain is checked against what stands there.
public struct SegmentImport: Sendable {
    private let journal: Journal
    private let key: VerifierKey?
    private let allowsGap: Bool

    /// How many events a commit holds: enough to pay for the disk's flush many times over.
    private static let batchSize = 4_096

    /// How far an import has come: events of so many, over both passes.
    public typealias Progress = @Sendable (_ done: UInt64, _ total: UInt64) -> Void

    /// Keeps an artifact, whose digest is in hexadecimal; `read` gives the content piece by piece to
    /// the closure that it is handed.
    public typealias ArtifactKeeper = (
        _ digest: String, _ read: (_ take: ([UInt8]) throws -> Void) throws -> Void
    ) throws -> Void

    /// Makes an import into the journal's log.
    ///
    /// - Parameters:
    ///   - key: The key of the other site, when the asker knows it; else the one that was seen
    ///     first holds.
    ///   - allowsGap: Whether events between what is here and the segment may be missing.
    public init(_ journal: Journal, key: VerifierKey? = nil, allowsGap: Bool = false) {
        self.journal = journal
        self.key = key
        self.allowsGap = allowsGap
    }

    /// Imports the segment in the file `path`.
    ///
    /// - Parameter artifacts: Is given each artifact before the events are appended.
    /// - Throws: ``SegmentError`` when the file is not whole or not true, `PeerRejection` when it
    ///   does not fit what is known of its site, ``EventLogError`` when the log refuses.
    public func run(
        path: String, _ context: CommandContext,
        artifacts: ArtifactKeeper = { _, _ in },
        progress: @escaping Progress = { _, _ in }
    ) async throws -> SegmentImportReport {
        let site = try SegmentFile(path: path).header.site
        guard site != journal.log.site else { return try compare(path, progress) }
        let peer = try await journal.snapshot(of: PeerDecider.self, .peer(site))
        let claim = try verify(path, peer.state, progress)
        let command = PeerCommand.noteImport(
            claim, allowsGap: allowsGap, confirmsKey: key != nil)
        let events = try PeerDecider.decide(command, peer.state)
        var report = SegmentImportReport(site: site, segment: claim)
        guard !events.isEmpty else { return report }
        try store(path, artifacts)
        report.newCount = try await append(path, claim, progress)
        // Decided once more: another import may have come between.
        report.position = try await journal.execute(
            command, by: PeerDecider.self, on: .peer(site), context
        ).position
        return report
    }

    /// Checks all of the file, and that no event of it is here with another content.
    private func verify(
        _ path: String, _ peer: PeerState, _ progress: Progress
    ) throws -> ImportedSegment {
        let file = try SegmentFile(path: path)
        var done: UInt64 = 0
        let report = try file.verify(key: key, rootsAt: peer.knownSizes) { events in
            for event in events { try check(event) }
            done += UInt64(events.count)
            progress(done, 2 * file.trailer.eventCount)
        }
        return try ImportedSegment(file, report)
    }

    private func check(_ event: RecordedEvent) throws {
        let (log, envelope) = (journal.log, event.envelope)
        let (site, position) = (envelope.originSite, envelope.originPosition)
        let known =
            site == log.site
            ? try log.leafHash(at: position)
            : try log.importedPlace(of: position, from: site)?.leaf
        guard known == envelope.leafHash || known == nil && site != log.site else {
            throw EventLogError.fork(site: site, position: position)
        }
    }

    /// A segment of this site itself brings nothing; but it must be what is here.
    private func compare(_ path: String, _ progress: Progress) throws -> SegmentImportReport {
        let claim = try verify(path, PeerDecider.initialState, progress)
        return SegmentImportReport(site: journal.log.site, segment: claim)
    }

    private func store(_ path: String, _ keep: ArtifactKeeper) throws {
        let file = try SegmentFile(path: path)
        for (number, artifact) in file.trailer.artifacts.enumerated() {
            try keep(artifact.digest.description) { take in try file.artifact(number, take) }
        }
    }

    /// Appends in batches; a batch is read while the one before it is committed.
    private func append(
        _ path: String, _ claim: ImportedSegment, _ progress: Progress
    ) async throws -> UInt64 {
        let log = journal.log
        var blocks = try SegmentFile(path: path).blocks()
        var (batch, newCount, done) = (try Self.batch(&blocks), 0, 0)
        while !batch.isEmpty {
            let current = batch
            async let receipt = log.append(imported: current)
            batch = try Self.batch(&blocks)
            newCount += try await receipt.newCount
            done += current.count
            progress(claim.eventCount + UInt64(done), 2 * claim.eventCount)
        }
        return UInt64(newCount)
    }

    private static func batch(_ blocks: inout SegmentBlocks) throws -> [RecordedEvent] {
        var batch: [RecordedEvent] = []
        while batch.count < batchSize, let events = try blocks.next() { batch += events }
        return batch
    }
}
