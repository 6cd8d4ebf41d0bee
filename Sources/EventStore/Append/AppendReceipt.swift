/// Where the events of an append have come to stand.
public struct AppendReceipt: Hashable, Sendable {
    /// The positions, one after the other, in the order the events were given.
    public let positions: ClosedRange<Position>
    /// The new version of each stream that was named.
    public let versions: [StreamName: StreamVersion]

    /// How many events of other sites are among them.
    public let importedCount: Int

    /// Makes a receipt.
    public init(
        positions: ClosedRange<Position>, versions: [StreamName: StreamVersion],
        importedCount: Int = 0
    ) {
        self.positions = positions
        self.versions = versions
        self.importedCount = importedCount
    }

    /// The position of the first event.
    public var first: Position { positions.lowerBound }

    /// The position of the last event: who has read up to here has read all of the append.
    public var last: Position { positions.upperBound }
}
