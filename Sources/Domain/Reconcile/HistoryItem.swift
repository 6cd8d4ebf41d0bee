/// An event in one site's history of a job.
public struct HistoryItem<Event: Hashable & Sendable>: Hashable, Sendable {
    /// What happened.
    public let event: Event
    /// Who asked for it.
    public let actor: String
    /// The place in the log that it was read from.
    public let position: UInt64
    /// When it was recorded there.
    public let recordedAt: Timestamp

    /// Makes an item.
    public init(_ event: Event, actor: String, position: UInt64, recordedAt: Timestamp) {
        self.event = event
        self.actor = actor
        self.position = position
        self.recordedAt = recordedAt
    }
}
