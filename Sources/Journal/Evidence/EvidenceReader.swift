public import Domain
public import EventStore

/// Whom evidence of a job is for; it decides which payloads are in it.
public enum EvidenceReader: Hashable, Sendable {
    /// One of the job's parties.
    case party(Party)
    /// Somebody whom all parties let look at what they share, and no party at what is its own.
    case auditor
}

extension EvidenceReader: CustomStringConvertible {
    /// `guest:9999` or `auditor`.
    public var description: String {
        switch self {
        case .party(let party): party.description
        case .auditor: "auditor"
        }
    }

    /// Reads `guest:9999` or `auditor`; `nil` for anything else.
    public init?(_ text: String) {
        if text == "auditor" {
            self = .auditor
        } else if let party = Party(text) {
            self = .party(party)
        } else {
            return nil
        }
    }
}

extension EvidenceReader {
    /// Whether the reader may see the payload of an event.
    ///
    /// What stands in a party's own streams is that party's, whatever class it was recorded with.
    public func maySee(_ envelope: EventEnvelope) -> Bool {
        if envelope.visibility == .open { return true }
        switch StreamIdentity(envelope.stream) {
        case .job: return envelope.visibility == .parties
        case .party(_, let owner), .track(_, let owner): return self == .party(owner)
        case .engine, .table, .model, .peer, .site, nil: return false
        }
    }
}
