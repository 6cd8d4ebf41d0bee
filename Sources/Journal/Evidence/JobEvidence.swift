public import Domain
public import EventStore

/// Makes evidence of a job from a site's log.
public struct JobEvidence: Sendable {
    private let log: any EventLogReader
    private let key: SiteKey

    /// Evidence from a log, signed with its site's key.
    public init(log: any EventLogReader, key: SiteKey) {
        self.log = log
        self.key = key
    }

    /// Writes the file.
    ///
    /// The events are proved against the newest countersigned checkpoint when it covers all of them,
    /// else against one of now that the site alone has signed.
    ///
    /// - Parameters:
    ///   - path: The file, which must not be there yet.
    ///   - segment: Where the segment goes in between; it is left to the caller to remove.
    /// - Throws: ``EvidenceError``, `SegmentError`, `EventLogError`, `EventCodecError`.
    public func write(
        _ job: JobID, for reader: EvidenceReader, to path: String, segment: String,
        createdAt: Timestamp
    ) throws {
        try write(job, reader, path, segment, createdAt, from: log)
    }

    private func write(
        _ job: JobID, _ reader: EvidenceReader, _ path: String, _ segment: String,
        _ createdAt: Timestamp, from log: some EventLogReader
    ) throws {
        let streams = try JobStreams(job, log)
        try check(reader, job, streams)
        let countersigned = try Countersignatures(log: log, key: key).newest()
            .flatMap { $0.checkpoint.size >= streams.last.number ? $0 : nil }
        var request = SegmentRequest(selection: try .evidence(of: job))
        request.last = countersigned.map { Position($0.checkpoint.size) }
        var summary = EvidenceSummary(
            job: job, site: log.site, reader: reader, createdAt: createdAt)
        var failure: (any Error)?
        let trailer = try SegmentExport(
            request, from: log, key: key, countersigned: countersigned?.note,
            createdAt: createdAt.millisecondsSinceEpoch
        ).write(
            to: segment, withholding: { !reader.maySee($0) },
            seeing: { events in
                do { for event in events { try summary.add(event) } } catch { failure = error }
            })
        if let failure { throw failure }
        let text = summary.text(trailer, countersigned: countersigned?.signers ?? [])
        try EvidenceFile.write(text, segment: segment, to: path, key: key)
    }

    private func check(
        _ reader: EvidenceReader, _ job: JobID, _ streams: JobStreams
    ) throws {
        guard streams.last > .origin else { throw EvidenceError.unknownJob(job) }
        guard case .party(let party) = reader, !streams.parties.isEmpty,
            !streams.parties.contains(party)
        else { return }
        throw EvidenceError.notAParty(party, of: job, streams.parties)
    }
}

extension EventSelection {
    /// The streams of a job itself. What its events caused elsewhere, such as the names of a party's
    /// tables, is nobody else's matter.
    static func evidence(of job: JobID) throws(EventLogError) -> EventSelection {
        try EventSelection(
            title: "evidence of job \(job)",
            rules: [
                .stream("job-\(job)"), .streamPrefix("party-\(job)/"),
                .streamPrefix("track-\(job)/"),
            ])
    }
}

/// Why there is no evidence.
public enum EvidenceError: Error, Hashable, Sendable, CustomStringConvertible {
    case unknownJob(JobID)
    case notAParty(Party, of: JobID, [Party])

    public var description: String {
        switch self {
        case .unknownJob(let job): "the log has no events of the job \(job)"
        case .notAParty(let party, let job, let parties):
            "\(party) is no party of the job \(job); name one of "
                + parties.map(\.description).joined(separator: ", ") + ", or auditor"
        }
    }
}
