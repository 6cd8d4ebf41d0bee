extension EventLog {
    /// Appends events of other sites as they are, and what this site records about it, all or
    /// nothing.
    ///
    /// Each event keeps its bytes, so its origin and its leaf hash, and gets a position here. Events
    /// that are here already are left out; the appends come behind the events.
    ///
    /// - Throws: ``EventLogError/fork(site:position:)`` when an event stands here with other
    ///   content.
    @discardableResult
    public func append(
        imported events: [RecordedEvent], and appends: [StreamAppend] = []
    ) async throws(EventLogError) -> ImportReceipt {
        try await append(ImportAppend(events: events, appends: appends))
    }
}

/// Events of other sites to be appended, and what this site records about it.
public struct ImportAppend: Sendable {
    let events: [RecordedEvent]
    let appends: [StreamAppend]
}

/// What an import came to.
public struct ImportReceipt: Hashable, Sendable {
    /// How many of the events were not here before.
    public let newCount: Int
    /// The position of the last event that was appended, or the log's head when none was.
    public let last: Position

    init(newCount: Int, last: Position) {
        self.newCount = newCount
        self.last = last
    }
}
