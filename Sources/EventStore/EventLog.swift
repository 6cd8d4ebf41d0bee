/// The thread that everything else is read off again: events in the order they were committed.
///
/// A log only grows. Positions start at 1 and have no gaps, across all streams and for ever; the
/// same holds for the versions inside each stream.
///
/// Closing it also waits for the appends that were accepted.
public protocol EventLog: EventLogReader {
    /// Appends to one or several streams: all or nothing, in the order given.
    ///
    /// Returns when the events are durable. A stream may come again, behind what it has got in the
    /// same append; a part without events only checks its stream's version. Cancelling the calling
    /// task does not take the append back.
    func append(_ appends: [StreamAppend]) async throws(EventLogError) -> AppendReceipt

    /// Appends events of other sites; see ``append(imported:and:)``.
    func append(_ imports: ImportAppend) async throws(EventLogError) -> ImportReceipt

    /// Destroys salt and payload of events and appends, say, the reason, in one commit.
    ///
    /// The envelopes stay, and with them every proof. What is erased already stays so. When this
    /// returns, the bytes are nowhere in the log's files. It takes as long as reading all of the
    /// log, and appends wait meanwhile.
    ///
    /// - Throws: ``EventLogError/notScrubbed(_:)`` when the events are erased, but a process that
    ///   reads the log kept their bytes from being destroyed; they are when the log is opened next.
    func erase(
        _ positions: [Position], appending: [StreamAppend]
    ) async throws(EventLogError) -> AppendReceipt
}

extension EventLog {
    /// Appends to one stream.
    public func append(
        to stream: StreamName, expected: ExpectedVersion, _ events: [NewEvent]
    ) async throws(EventLogError) -> AppendReceipt {
        try await append([StreamAppend(stream: stream, expected: expected, events: events)])
    }
}
