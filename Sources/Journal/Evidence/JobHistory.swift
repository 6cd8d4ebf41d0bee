public import Domain
public import EventStore

/// What one place knows of a job: the coordinator's stream and the parties' streams, so far as it
/// has their events in full.
public struct JobHistory: Sendable {
    /// The coordinator's stream; empty where it is not.
    public private(set) var coordinator: [HistoryItem<JobEvent>] = []
    /// The streams of parties.
    public private(set) var parties: [Party: [HistoryItem<PartyEvent>]] = [:]
    /// The streams of which some events are without their payload, and how many.
    public private(set) var withheld: [StreamIdentity: Int] = [:]
    let job: JobID

    /// An empty history.
    public init(of job: JobID) { self.job = job }

    /// Adds an event; what is not of the job is left out.
    ///
    /// - Throws: `EventCodecError` when a payload cannot be read.
    public mutating func add(_ event: RecordedEvent) throws {
        let identity = StreamIdentity(event.envelope.stream)
        switch identity {
        case .job(job)?, .party(job, _)?: break
        case .job, .party, .track, .engine, .table, .model, .peer, .site, nil: return
        }
        // Whose log it stands in is not the question, so no site is compared with.
        guard let entry = try JournalEntry(event, site: event.envelope.originSite) else {
            if let identity { withheld[identity, default: 0] += 1 }
            return
        }
        switch entry.event {
        case .job(_, let event): coordinator.append(HistoryItem(event, entry))
        case .party(_, let party, let event):
            parties[party, default: []].append(HistoryItem(event, entry))
        case .track, .engine, .table, .model, .peer, .site: break
        }
    }

    /// Reads a job's streams of a log.
    public init(of job: JobID, in log: any EventLogReader) throws {
        self.init(of: job)
        if let stream = StreamIdentity.job(job).streamName { try read(stream, log) }
        var after: StreamName?
        while let (stream, _) = try log.streams(
            withPrefix: "party-\(job)/", after: after, limit: 1
        ).first {
            try read(stream, log)
            after = stream
        }
    }

    private mutating func read(_ stream: StreamName, _ log: any EventLogReader) throws {
        var version = StreamVersion.none
        while true {
            let page = try log.events(of: stream, after: version, limit: Self.pageSize)
            for event in page {
                try add(event)
                version = event.envelope.streamVersion
            }
            if page.count < Self.pageSize { return }
        }
    }

    private static let pageSize = 1_000
}

extension HistoryItem {
    fileprivate init(_ event: Event, _ entry: JournalEntry) {
        self.init(
            event, actor: entry.actor, position: entry.position.number,
            recordedAt: entry.recordedAt)
    }
}
