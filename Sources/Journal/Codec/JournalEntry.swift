public import Domain
public import EventStore

/// An event of any stream, in the domain's words.
/// In a box of its own: an entry is copied more often than its event is looked at.
public indirect enum DomainEvent: Hashable, Sendable {
    case job(JobID, JobEvent)
    case party(JobID, Party, PartyEvent)
    case track(JobID, Party, TrackingEvent)
    case engine(String, EngineEvent)
    case table(TableName, TableEvent)
    case model(ModelName, ModelEvent)
    case peer(String, PeerEvent)
    case site(SiteEvent)
}

/// An event of the log with what is known about its making.
public struct JournalEntry: Hashable, Sendable {
    /// The place in this site's log.
    public let position: Position
    /// The version of its stream.
    public let streamVersion: StreamVersion
    /// When it was recorded.
    public let recordedAt: Timestamp
    /// Who asked.
    public let actor: String
    /// The site that recorded it first; empty when that is this one.
    public let origin: String
    /// What happened.
    public let event: DomainEvent

    /// Makes an entry, as one read off a log would be.
    public init(
        position: Position, streamVersion: StreamVersion, recordedAt: Timestamp, actor: String,
        origin: String, event: DomainEvent
    ) {
        self.position = position
        self.streamVersion = streamVersion
        self.recordedAt = recordedAt
        self.actor = actor
        self.origin = origin
        self.event = event
    }
}

extension JournalEntry {
    /// Reads a recorded event; `nil` for a kind of stream that this version does not know, and
    /// when the payload is not here.
    ///
    /// - Throws: `EventCodecError` when the payload cannot be read.
    public init?(_ recorded: RecordedEvent, site: String) throws {
        guard recorded.hasPayload, let identity = StreamIdentity(recorded.envelope.stream) else {
            return nil
        }
        try self.init(recorded, of: identity, site: site)
    }

    /// Reads a recorded event whose stream's name was read before; `nil` when the payload is not
    /// here.
    ///
    /// - Throws: `EventCodecError` when the payload cannot be read.
    public init?(_ recorded: RecordedEvent, of identity: StreamIdentity, site: String) throws {
        guard recorded.hasPayload else { return nil }
        let envelope = recorded.envelope
        let encoded = EncodedEvent(
            type: envelope.type, schema: envelope.schema, payload: recorded.payload)
        position = recorded.position
        streamVersion = envelope.streamVersion
        recordedAt = recorded.recordedAt
        actor = envelope.actor
        origin = recorded.isForeign(at: site) ? envelope.originSite : ""
        event =
            switch identity {
            case .job(let job): .job(job, try JobDecider.decode(encoded))
            case .party(let job, let party): .party(job, party, try PartyDecider.decode(encoded))
            case .track(let job, let party): .track(job, party, try TrackingDecider.decode(encoded))
            case .engine(let name): .engine(name, try EngineDecider.decode(encoded))
            case .table(let table): .table(table, try TableDecider.decode(encoded))
            case .model(let model): .model(model, try ModelDecider.decode(encoded))
            case .peer(let site): .peer(site, try PeerDecider.decode(encoded))
            case .site: .site(try SiteDecider.decode(encoded))
            }
    }
}

extension RecordedEvent {
    /// When it was recorded.
    public var recordedAt: Timestamp {
        Timestamp(millisecondsSinceEpoch: envelope.recordedAt)
    }

    /// Whether another site than this one recorded the event first: it was imported.
    public func isForeign(at site: String) -> Bool {
        !envelope.originSite.utf8.elementsEqual(site.utf8)
    }
}
