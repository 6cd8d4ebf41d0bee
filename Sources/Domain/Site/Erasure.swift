/// Which events are to lose their payloads.
public enum ErasureSelection: Hashable, Sendable, CustomStringConvertible {
    /// Everything in the streams of a job: the job itself, its parties, what its workers tracked.
    case job(JobID)
    /// What somebody asked for or what is about something: the events whose actor, stream or
    /// correlation is this text.
    case subject(String)
    /// All events of a type.
    case type(String)

    /// The word for the kind of selection.
    public var kind: String {
        switch self {
        case .job: "job"
        case .subject: "subject"
        case .type: "type"
        }
    }

    /// What is selected.
    public var text: String {
        switch self {
        case .job(let job): job.text
        case .subject(let text), .type(let text): text
        }
    }

    /// `nil` when the kind is unknown, or the text cannot be one of its kind.
    public init?(kind: String, text: String) {
        switch kind {
        case "job":
            guard let job = JobID(text) else { return nil }
            self = .job(job)
        case "subject" where !text.isEmpty: self = .subject(text)
        case "type" where !text.isEmpty: self = .type(text)
        default: return nil
        }
    }

    public var description: String { "\(kind) \(text)" }
}

/// What was erased, and why: the tombstone of payloads.
public struct Erasure: Hashable, Sendable {
    /// What was asked to be erased.
    public let selection: ErasureSelection
    /// Why.
    public let reason: String
    /// The positions of the events, as ranges in their order.
    public let positions: [ClosedRange<UInt64>]

    /// Makes a tombstone.
    public init(
        selection: ErasureSelection, reason: String, positions: [ClosedRange<UInt64>]
    ) {
        self.selection = selection
        self.reason = reason
        self.positions = positions
    }

    /// The number of events.
    public var count: UInt64 { positions.reduce(0) { $0 + $1.upperBound - $1.lowerBound + 1 } }
}
