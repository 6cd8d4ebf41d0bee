/// What the coordinator of a job and one of its parties tell each other, each thing once.
public enum JobExchange: Hashable, Sendable {
    /// The party creates its part.
    case creation
    /// The party reserves its cores in an attempt to start.
    case reservation(attempt: Int)
    /// It gives them back.
    case release(attempt: Int)
    /// It takes part in another round.
    case reopening(round: Int)
    /// The job runs.
    case start(round: Int)
    /// A run of a component starts.
    case taskStart(ComponentName, version: Int)
    /// A run of a component ends.
    case taskEnd(ComponentName, version: Int)
    /// The job ends.
    case end(round: Int)

    /// What has an order among itself: the job at the party, or one component there. Runs of
    /// different components go on side by side, and their messages may overtake each other.
    var lane: ComponentName? {
        switch self {
        case .creation, .reservation, .release, .reopening, .start, .end: nil
        case .taskStart(let component, _), .taskEnd(let component, _): component
        }
    }

    /// Whether it gives cores back.
    var isRelease: Bool {
        switch self {
        case .release: true
        case .creation, .reservation, .reopening, .start, .taskStart, .taskEnd, .end: false
        }
    }

    /// Whether the party begins it and the coordinator is told; else the other way round.
    var isReport: Bool {
        switch self {
        case .taskEnd: true
        case .creation, .reservation, .release, .reopening, .start, .taskStart, .end: false
        }
    }
}

extension JobExchange: CustomStringConvertible {
    public var description: String {
        switch self {
        case .creation: "creation of the party's part"
        case .reservation(let attempt): "reservation of attempt \(attempt)"
        case .release(let attempt): "release of attempt \(attempt)"
        case .reopening(let round): "opening of round \(round)"
        case .start(let round): "start of the job" + Self.suffix(round)
        case .taskStart(let component, let version): "start of \(component) version \(version)"
        case .taskEnd(let component, let version): "end of \(component) version \(version)"
        case .end(let round): "end of the job" + Self.suffix(round)
        }
    }

    private static func suffix(_ round: Int) -> String { round == 0 ? "" : " in round \(round)" }
}

/// Where an exchange stands in one history.
public struct ExchangePlace: Hashable, Sendable {
    /// The position of the event in its log.
    public let position: UInt64
    /// When it was recorded there.
    public let recordedAt: Timestamp
    /// What it says, in words that are the same on both sides when it is the same.
    public let content: String
    /// The DSL and the conf that hold from there on; `nil` where none are agreed on.
    public let documents: ExchangeDocuments?
}
