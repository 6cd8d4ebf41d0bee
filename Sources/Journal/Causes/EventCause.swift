import Domain
public import EventStore

/// What an event's causation id refers to, where that is on the log.
enum EventCause: Hashable, Sendable {
    /// The event of that id.
    case event(EventID)
    /// The start of a run, whose worker reported: the actor and the task version id.
    case run(worker: String, task: String)

    /// The cause that an event names; `nil` when a request or nothing led to it.
    init?(of event: RecordedEvent) {
        let envelope = event.envelope
        let text = envelope.causationID
        if let id = EventID(text) {
            self = .event(id)
        } else if envelope.actor.hasPrefix(Self.workerPrefix) {
            self = .run(worker: envelope.actor, task: text)
        } else {
            return nil
        }
    }

    /// What others may name to refer to an event.
    static func names(of event: RecordedEvent, site: String) throws -> [EventCause] {
        let own = EventCause.event(event.envelope.id)
        guard event.envelope.type == "party.task_starting", event.hasPayload,
            let entry = try JournalEntry(event, site: site),
            case .party(let job, let party, .taskStarting(let component, let version, _, _)) =
                entry.event
        else { return [own] }
        let task = TaskID(job: job, component: component, version: version)
        return [own, .run(worker: Self.workerPrefix + party.description, task: task.description)]
    }

    private static let workerPrefix = "worker of "
}

extension EventID {
    /// Reads the usual form, `018f3a5c-7b1e-7c4d-9a2b-0123456789ab`; `nil` for anything else.
    public init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.map(\.utf8.count) == [8, 4, 4, 4, 12] else { return nil }
        let digits = parts.joined().map(\.hexDigitValue)
        guard digits.count == 32, !digits.contains(nil) else { return nil }
        let values = digits.compactMap(\.self)
        self.init(bytes: (0..<16).map { UInt8(values[2 * $0] << 4 | values[2 * $0 + 1]) })
    }
}
