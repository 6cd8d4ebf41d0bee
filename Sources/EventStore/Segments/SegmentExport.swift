/// Writes events of a log to a segment.
///
/// It reads page by page and keeps a few blocks in memory, however large log and segment are. The
/// log may be written meanwhile; what comes after the beginning is not in the segment.
public struct SegmentExport {
    /// How far an export has come.
    public struct Progress: Sendable {
        /// How many positions were read, of ``total``.
        public let read: UInt64
        /// How many positions there are to read.
        public let total: UInt64
    }

    private let log: any EventLogReader
    private let header: SegmentHeader
    private let treeSize: UInt64
    private let note: SignedNote
    private let noteSize: UInt64
    private let verifier: VerifierKey

    /// The events of one page, and how many bytes they may come to.
    private static let pageEvents = 8 * SegmentLayout.blockEvents
    private static let pageBytes = 8 * SegmentLayout.blockBytes

    /// Prepares an export of what is in the log now.
    ///
    /// - Parameters:
    ///   - key: The key of the log's site; it signs the checkpoint.
    ///   - countersigned: A checkpoint of this log with the signatures of others, to go into the
    ///     segment when it covers the events; the site's signature must be on it.
    public init(
        _ request: SegmentRequest, from log: any EventLogReader, key: SiteKey,
        countersigned: SignedNote? = nil, createdAt: Int64
    ) throws(EventLogError) {
        let head = log.head
        self.log = log
        header = try request.header(of: log, head: head, createdAt: createdAt)
        treeSize = header.last.number
        verifier = key.verifier
        if let countersigned, let checkpoint = try? Checkpoint(text: countersigned.text),
            checkpoint.size >= treeSize, checkpoint.size <= head.number
        {
            guard try log.treeRoot(at: checkpoint.size) == checkpoint.root else {
                throw .invalid("the countersigned checkpoint is not one of this log")
            }
            note = countersigned
            noteSize = checkpoint.size
        } else {
            note = try key.sign(try log.checkpoint(origin: key.name, at: treeSize))
            noteSize = treeSize
        }
    }

    /// Writes the segment to the file `path`, which is there whole at the end or not at all.
    ///
    /// - Parameters:
    ///   - withholds: Whether the reader may not see an event's payload; its envelope goes into the
    ///     segment alone.
    ///   - artifacts: Is asked, behind the events, for what goes with them.
    ///   - progress: Is told after each page.
    /// - Throws: ``SegmentError``, ``EventLogError``, and what `artifacts` throws.
    public func write(
        to path: String, withholding withholds: (EventEnvelope) -> Bool = { _ in false },
        artifacts: (SegmentArtifacts) throws -> Void = { _ in },
        seeing see: ([RecordedEvent]) -> Void = { _ in },
        progress: (Progress) -> Void = { _ in }
    ) throws -> SegmentTrailer {
        let writer = try SegmentWriter(header, to: path)
        let blocks = BlockPipeline(writer, log)
        var walk = SubtreeWalk(size: treeSize, joins: false)
        let total = header.last.number - header.first.number + 1
        var position = Position(header.first.number - 1)
        while position < header.last {
            let limit = min(UInt64(Self.pageEvents), header.last.number - position.number)
            let page = try log.events(
                after: position, limit: Int(limit), bytesMax: Self.pageBytes)
            guard let last = page.last else {
                throw EventLogError.corrupt(position: position.advanced(by: 1), what: "no event")
            }
            let wanted = try wanted(page, writer, &walk)
                .map { withholds($0.envelope) ? $0.withheld() : $0 }
            see(wanted)
            try blocks.add(wanted)
            position = last.position
            progress(Progress(read: total - (header.last.number - position.number), total: total))
        }
        try blocks.finish()
        try finish(writer, &walk)
        try artifacts(SegmentArtifacts(writer))
        try writer.finish()
        return writer.trailer
    }

    /// The events of a page that go into the segment; what proves them goes there at once.
    private func wanted(
        _ page: [RecordedEvent], _ writer: SegmentWriter, _ walk: inout SubtreeWalk
    ) throws -> [RecordedEvent] {
        guard case .selection(let selection) = header.content else { return page }
        // Copied, as a few events would keep the memory of their whole pages.
        let wanted = page.filter { selection.accepts($0.envelope) }.map { $0.detached() }
        for event in wanted {
            try walk.advance(to: event.position.number - 1, .empty) { try prove($0, writer) }
        }
        return wanted
    }

    private func prove(_ range: Range<UInt64>, _ writer: SegmentWriter) throws -> TreeHash {
        let hash = try log.root(over: range)
        try writer.append(hash)
        return hash
    }

    private func finish(_ writer: SegmentWriter, _ walk: inout SubtreeWalk) throws {
        if case .selection(let selection) = header.content {
            guard writer.trailer.eventCount > 0 else {
                throw EventLogError.invalid(
                    "no event from position \(header.first) to \(header.last) is of "
                        + selection.title)
            }
            try walk.finish { try prove($0, writer) }
        }
        writer.trailer.treeSize = treeSize
        writer.trailer.root = try log.treeRoot(at: treeSize)
        writer.trailer.consistency = try log.consistencyProof(from: treeSize, to: noteSize).hashes
        writer.trailer.checkpoint = String(decoding: note.encoded, as: UTF8.self)
        writer.trailer.verifierKey = verifier.text
    }
}

/// Takes the files that go with a segment's events.
public struct SegmentArtifacts {
    private let writer: SegmentWriter

    init(_ writer: SegmentWriter) { self.writer = writer }

    /// Adds a file; `read` gives its content piece by piece, and nothing at its end.
    public func add(_ artifact: SegmentArtifact, read: () throws -> [UInt8]) throws {
        try writer.append(artifact, read: read)
    }
}
