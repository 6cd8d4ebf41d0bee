public import Domain

/// Who asked for a command, when, and what led to it. All of it is recorded with the events.
public struct CommandContext: Hashable, Sendable {
    /// Who asked: an account, a party (`guest:9999`) or a part of the system (`scheduler`).
    public var actor: String
    /// The request or the job that the command belongs to.
    public var correlationID: String
    /// The event or message that led here: the id of an event, of the request of a client, or of
    /// the run whose worker reports. Empty when nothing recorded did.
    public var causationID: String
    /// The moment of the command; the only clock that its events will know.
    public var now: Timestamp

    /// Makes a context; unless told otherwise, its cause is the one that the current task serves.
    public init(
        actor: String, correlationID: String, causationID: String = Causation.current,
        now: Timestamp
    ) {
        self.actor = actor
        self.correlationID = correlationID
        self.causationID = causationID
        self.now = now
    }
}
