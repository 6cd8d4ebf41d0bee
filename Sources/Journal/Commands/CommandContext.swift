public import Domain

/// Who asked for a command, when, and what led to it. All of it is recorded with the events.
public struct CommandContext: Hashable, Sendable {
    /// Who asked: an account, a party (`guest:9999`) or a part of the system (`scheduler`).
    public var actor: String
    /// The request or the job that the command belongs to.
    public var correlationID: String
    /// The event or message that led here; empty when a person began it.
    public var causationID: String
    /// The moment of the command; the only clock that its events will know.
    public var now: Timestamp

    /// Makes a context.
    public init(actor: String, correlationID: String, causationID: String = "", now: Timestamp) {
        self.actor = actor
        self.correlationID = correlationID
        self.causationID = causationID
        self.now = now
    }
}
