/// The thread that everything else is read off again: events in the order they were committed.
///
/// A log only grows. Positions start at 1 and have no gaps, across all streams and for ever; the
/// same holds for the versions inside each stream.
public protocol EventLog: Sendable {
    /// The site whose log this is; every event appended here carries it as its origin.
    var site: String { get }

    /// The position of the last committed event; `.origin` while there is none.
    var head: Position { get }

    /// Appends to one or several streams: all or nothing, in the order given.
    ///
    /// Returns when the events are durable. A stream may appear once; a part without events only
    /// checks its stream's version. Cancelling the calling task does not take the append back.
    func append(_ appends: [StreamAppend]) async throws(EventLogError) -> AppendReceipt

    /// The events after a position, oldest first: `limit` of them, or fewer at the end of the log.
    func events(after: Position, limit: Int) throws(EventLogError) -> [RecordedEvent]

    /// The events of one stream after a version, oldest first: `limit` of them, or fewer at the
    /// end of the stream. A stream that does not exist has none.
    func events(
        of stream: StreamName, after: StreamVersion, limit: Int
    ) throws(EventLogError) -> [RecordedEvent]

    /// The version of a stream; `.none` when it does not exist.
    func version(of stream: StreamName) throws(EventLogError) -> StreamVersion

    /// The streams whose name begins with a prefix, in the order of their bytes, behind `after`.
    func streams(
        withPrefix: String, after: StreamName?, limit: Int
    ) throws(EventLogError) -> [(StreamName, StreamVersion)]

    /// The hash of the envelope at a position, as a leaf of the Merkle tree of RFC 6962.
    ///
    /// `nil` when there is no event at that position.
    func leafHash(at position: Position) throws(EventLogError) -> [UInt8]?

    /// Every event after a position, now and from now on, in batches; see ``EventSubscription``.
    func subscribe(after: Position) -> EventSubscription

    /// Waits for the appends that were accepted, ends all subscriptions and refuses what comes
    /// later with ``EventLogError/closed``.
    func close() async
}

extension EventLog {
    /// The leaf hash of the last event: two logs that show the same one hold the same last
    /// envelope. `nil` for an empty log.
    public func headHash() throws(EventLogError) -> [UInt8]? { try leafHash(at: head) }

    /// Appends to one stream.
    public func append(
        to stream: StreamName, expected: ExpectedVersion, _ events: [NewEvent]
    ) async throws(EventLogError) -> AppendReceipt {
        try await append([StreamAppend(stream: stream, expected: expected, events: events)])
    }
}
