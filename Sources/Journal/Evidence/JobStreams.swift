import Domain
import EventStore

/// Where a log has a job: its streams, its parties, and the position of its last event.
struct JobStreams {
    private(set) var last = Position.origin
    /// The parties as the federated job names them; else those with streams here.
    private(set) var parties: [Party] = []

    private static let pageSize = 256

    init(_ job: JobID, _ log: some EventLogReader) throws {
        if let stream = StreamIdentity.job(job).streamName {
            try see(stream, try log.version(of: stream), log)
            let first = try log.events(of: stream, after: .none, limit: 1).first
            if let first, let entry = try JournalEntry(first, site: log.site),
                case .job(_, .submitted(let submission)) = entry.event
            {
                parties = submission.parties
            }
        }
        let isNamed = !parties.isEmpty
        for prefix in ["party-\(job)/", "track-\(job)/"] {
            var after: StreamName?
            while true {
                let page = try log.streams(
                    withPrefix: prefix, after: after, limit: Self.pageSize)
                for (stream, version) in page {
                    try see(stream, version, log)
                    if !isNamed, case .party(_, let party) = StreamIdentity(stream) {
                        parties.append(party)
                    }
                }
                guard page.count == Self.pageSize, let end = page.last?.0 else { break }
                after = end
            }
        }
    }

    private mutating func see(
        _ stream: StreamName, _ version: StreamVersion, _ log: some EventLogReader
    ) throws {
        guard version > .none else { return }
        let event = try log.events(
            of: stream, after: StreamVersion(version.number - 1), limit: 1
        ).first
        if let event { last = max(last, event.position) }
    }
}
