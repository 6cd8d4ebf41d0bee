/// A log to read and to follow: what every process may do with it, also beside the one that writes.
///
/// The Merkle tree over its events is a ``TileSource``: roots and proofs at any size.
public protocol EventLogReader: TileSource, Sendable {
    /// The site whose log this is; events that were appended here carry it as their origin.
    var site: String { get }

    /// The position of the last committed event; `.origin` while there is none.
    var head: Position { get }

    /// The events after a position, oldest first: `limit` of them, or fewer at the end of the log
    /// or behind the event that brings their records to `bytesMax`.
    func events(
        after: Position, limit: Int, bytesMax: Int
    ) throws(EventLogError) -> [RecordedEvent]

    /// Where an event of another site stands in this log; `nil` when it was not imported.
    func importedPlace(
        of position: Position, from site: String
    ) throws(EventLogError) -> ImportedPlace?

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

    /// Every event after a position, now and from now on, in batches; see ``EventSubscription``.
    func subscribe(after: Position) -> EventSubscription

    /// Ends all subscriptions and refuses what comes later with ``EventLogError/closed``.
    func close() async
}

extension EventLogReader {
    /// The events after a position, oldest first: `limit` of them, or fewer at the end of the log.
    public func events(after: Position, limit: Int) throws(EventLogError) -> [RecordedEvent] {
        try events(after: after, limit: limit, bytesMax: .max)
    }

    /// The number of leaves of the tree over all events: the number of the last one's position.
    public var treeSize: UInt64 { head.number }

    /// The leaf hash of the last event: two logs that show the same one hold the same last
    /// envelope. `nil` for an empty log.
    public func headHash() throws(EventLogError) -> TreeHash? { try leafHash(at: head) }
}
