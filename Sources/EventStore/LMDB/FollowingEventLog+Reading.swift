extension FollowingEventLog {
    public var head: Position { reader.head }

    public func events(
        after: Position, limit: Int, bytesMax: Int
    ) throws(EventLogError) -> [RecordedEvent] {
        try reader.events(after: after, limit: limit, bytesMax: bytesMax)
    }

    public func importedPlace(
        of position: Position, from site: String
    ) throws(EventLogError) -> ImportedPlace? {
        try reader.importedPlace(of: position, from: site)
    }

    public func events(
        of stream: StreamName, after: StreamVersion, limit: Int
    ) throws(EventLogError) -> [RecordedEvent] {
        try reader.events(of: stream, after: after, limit: limit)
    }

    public func version(of stream: StreamName) throws(EventLogError) -> StreamVersion {
        try reader.version(of: stream)
    }

    public func streams(
        withPrefix prefix: String, after: StreamName?, limit: Int
    ) throws(EventLogError) -> [(StreamName, StreamVersion)] {
        try reader.streams(withPrefix: prefix, after: after, limit: limit)
    }

    public func treeHashes(
        level: Int, _ range: Range<UInt64>
    ) throws(EventLogError) -> [TreeHash] {
        try reader.treeHashes(level: level, range)
    }

    public func subscribe(after: Position) -> EventSubscription { reader.subscribe(after: after) }
}
