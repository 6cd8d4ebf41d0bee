public import EventStore

/// An event that a transaction has decided and not committed yet.
public struct DecidedEvent: Sendable {
    /// Its stream.
    public let stream: StreamIdentity
    /// The id that it will have on the log.
    public let id: EventID
    /// What happened, as its decider says it.
    public let event: any Sendable
    /// The state of the stream before its first event in this transaction.
    public let before: any Sendable
    /// The state of the stream right behind it.
    public let after: any Sendable
}

extension Transaction {
    /// How many events have been decided.
    public var decidedCount: Int { decisions.count }

    /// The events decided, in their order, from the one with this number on (counted from 0).
    public func decided(from number: Int) -> [DecidedEvent] {
        decisions[number...].map { decision in
            let part = parts[decision.part]
            return DecidedEvent(
                stream: part.identity, id: decision.event.id, event: decision.decided,
                before: part.before, after: decision.state)
        }
    }
}
