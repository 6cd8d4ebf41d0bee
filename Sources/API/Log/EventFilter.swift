import Domain
import EventStore
import Journal
import Projections

/// Which events a client wants; what is left out does not count.
struct EventFilter: Sendable {
    /// A text, or the beginning of texts.
    enum Pattern: Hashable, Sendable {
        case exact(String)
        case prefix(String)

        /// Reads `job.ended`, or `job.*` for all that begin so.
        init(_ text: String) {
            self = text.hasSuffix("*") ? .prefix(String(text.dropLast())) : .exact(text)
        }

        func matches(_ text: String) -> Bool {
            switch self {
            case .exact(let whole): text == whole
            case .prefix(let start): text.hasPrefix(start)
            }
        }
    }

    private let job: JobID?
    /// Whether the log's index of streams knows all wanted events.
    private let isIndexed: Bool
    private let stream: Pattern?
    private let type: Pattern?
    private let actor: Pattern?
    private let correlation: String?
    private let origin: Origin

    /// Where events happened.
    private enum Origin: Hashable {
        case anywhere
        case site(String)
    }

    /// Reads `job`, `stream`, `type`, `actor`, `correlation` and `origin`.
    ///
    /// A stream is a site's own: with `stream`, only events of this site count unless `origin`
    /// names another one. Otherwise imported events count too.
    init(_ arguments: Arguments, site: String) throws(Refusal) {
        if let value = arguments["job"] {
            guard let job = value.string.flatMap({ JobID($0) }) else {
                throw .argument("\(value.text()) cannot be a job")
            }
            self.job = job
        } else {
            job = nil
        }
        stream = arguments.text("stream").map(Pattern.init)
        type = arguments.text("type").map(Pattern.init)
        actor = arguments.text("actor").map(Pattern.init)
        correlation = arguments.text("correlation")
        origin =
            if let text = arguments.text("origin") {
                text == "*" ? .anywhere : .site(text)
            } else {
                stream == nil ? .anywhere : .site(site)
            }
        isIndexed = origin == .site(site)
    }

    /// Whether an event is wanted. A job's events are those in its streams, and those that
    /// happened elsewhere for its sake.
    func accepts(_ event: RecordedEvent) -> Bool {
        let envelope = event.envelope
        if let type, !type.matches(envelope.type) { return false }
        if let actor, !actor.matches(envelope.actor) { return false }
        if case .site(let site) = origin, envelope.originSite != site { return false }
        if let correlation, envelope.correlationID != correlation { return false }
        if let stream, !stream.matches(envelope.stream.text) { return false }
        guard let job else { return true }
        return envelope.correlationID == job.text
            || FoldScope.job(job).contains(envelope.stream)
    }

    /// The streams that wanted events can be in.
    var scope: FoldScope {
        guard isIndexed else { return .everything }
        return switch stream {
        case .exact(let text):
            .streams(named: [StreamName(text)].compactMap(\.self), prefixes: [])
        case .prefix(let text) where !text.isEmpty: .streams(named: [], prefixes: [text])
        case .prefix, nil: .everything
        }
    }
}
