/// The thread that everything else is read off again: events in the order they were committed.
///
/// A log only grows. Positions start at 1 and have no gaps, across all streams and for ever; the
/// same holds for the versions inside each stream.
///
/// Closing it also waits for the appends that were accepted.
public protocol EventLog: EventLogReader {
    /// Appends to one or several streams: all or nothing, in the order given.
    ///
    /// Returns when the events are durable. A stream may appear once; a part without events only
    /// checks its stream's version. Cancelling the calling task does not take the append back.
    func append(_ appends: [StreamAppend]) async throws(EventLogError) -> AppendReceipt

    /// Appends events of other sites; see ``append(imported:and:)``.
    func append(_ imports: ImportAppend) async throws(EventLogError) -> ImportReceipt
}

extension EventLog {
    /// Appends to one stream.
    public func append(
        to stream: StreamName, expected: ExpectedVersion, _ events: [NewEvent]
    ) async throws(EventLogError) -> AppendReceipt {
        try await append([StreamAppend(stream: stream, expected: expected, events: events)])
    }
}
