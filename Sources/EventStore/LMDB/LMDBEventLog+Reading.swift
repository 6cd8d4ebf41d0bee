extension LMDBEventLog {
    public func events(
        after: Position, limit: Int, bytesMax: Int
    ) throws(EventLogError) -> [RecordedEvent] {
        try reads.events(after: after, limit: limit, bytesMax: bytesMax, head: head)
    }

    public func importedPlace(
        of position: Position, from site: String
    ) throws(EventLogError) -> ImportedPlace? {
        try reads.importedPlace(of: position, from: site)
    }

    public func events(
        of stream: StreamName, after: StreamVersion, limit: Int
    ) throws(EventLogError) -> [RecordedEvent] {
        try reads.events(of: stream, after: after, limit: limit)
    }

    public func version(of stream: StreamName) throws(EventLogError) -> StreamVersion {
        try reads.version(of: stream)
    }

    public func streams(
        withPrefix prefix: String, after: StreamName?, limit: Int
    ) throws(EventLogError) -> [(StreamName, StreamVersion)] {
        try reads.streams(withPrefix: prefix, after: after, limit: limit)
    }

    public func treeHashes(
        level: Int, _ range: Range<UInt64>
    ) throws(EventLogError) -> [TreeHash] {
        try reads.treeHashes(level: level, range)
    }
}
