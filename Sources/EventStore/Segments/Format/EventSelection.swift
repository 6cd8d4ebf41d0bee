/// Which events are wanted: those to which one rule or more applies.
///
/// The log knows streams and ids, no jobs; who knows jobs says by which streams and ids to find
/// their events.
public struct EventSelection: Hashable, Sendable {
    /// One way to be wanted.
    public enum Rule: Hashable, Sendable {
        /// To be in the stream of this name.
        case stream(String)
        /// To be in a stream whose name begins so.
        case streamPrefix(String)
        /// To carry this correlation id.
        case correlation(String)
    }

    /// What was asked for, in a person's words, such as `job 202611211009150830000`.
    public let title: String
    /// At least one, at most ``rulesMax``.
    public let rules: [Rule]

    /// The most rules of a selection.
    public static let rulesMax = 64
    static let textBytesMax = 400

    /// Makes a selection. Texts are as long as an envelope's may be.
    public init(title: String, rules: [Rule]) throws(EventLogError) {
        let texts = [title] + rules.map(\.text)
        guard (1...Self.rulesMax).contains(rules.count) else {
            throw .invalid("a selection needs 1 to \(Self.rulesMax) rules")
        }
        for text in texts where !(1...Self.textBytesMax).contains(text.utf8.count) {
            throw .invalid(
                "what is selected by has 1 to \(Self.textBytesMax) bytes, not \(text.utf8.count)")
        }
        guard texts.allSatisfy(PlainText.accepts) else {
            throw .invalid("what is selected by holds a control character")
        }
        self.title = title
        self.rules = rules
    }

    /// Whether an event is wanted.
    public func accepts(_ envelope: EventEnvelope) -> Bool {
        let stream = envelope.stream.text
        return rules.contains { rule in
            switch rule {
            case .stream(let name): stream.utf8.elementsEqual(name.utf8)
            case .streamPrefix(let prefix): stream.utf8.starts(with: prefix.utf8)
            case .correlation(let id): envelope.correlationID.utf8.elementsEqual(id.utf8)
            }
        }
    }
}

extension EventSelection.Rule {
    var text: String {
        switch self {
        case .stream(let text), .streamPrefix(let text), .correlation(let text): text
        }
    }

    /// The number that stands for the rule in a segment.
    var code: UInt8 {
        switch self {
        case .stream: 1
        case .streamPrefix: 2
        case .correlation: 3
        }
    }

    init?(code: UInt8, _ text: String) {
        switch code {
        case 1: self = .stream(text)
        case 2: self = .streamPrefix(text)
        case 3: self = .correlation(text)
        default: return nil
        }
    }
}
