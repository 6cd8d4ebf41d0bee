/// A tree in memory: all its tiles, one array for each level.
public struct MemoryTree: TileSource, Hashable, Sendable {
    private var levels: [[TreeHash]] = [[]]

    /// Makes the tree without leaves.
    public init() {}

    public var treeSize: UInt64 { UInt64(levels[0].count) }

    /// Puts a leaf behind the last one.
    public mutating func append(_ leaf: TreeHash) { append(leaf, toLevel: 0) }

    public func treeHashes(
        level: Int, _ range: Range<UInt64>
    ) throws(EventLogError) -> [TreeHash] {
        Array(levels[level][Int(range.lowerBound)..<Int(range.upperBound)])
    }

    /// A full tile's root is the next level's hash.
    private mutating func append(_ hash: TreeHash, toLevel level: Int) {
        if levels.count == level { levels.append([]) }
        levels[level].append(hash)
        guard levels[level].count.isMultiple(of: TreeTile.widthMax) else { return }
        append(TreeHash(over: levels[level].suffix(TreeTile.widthMax)), toLevel: level + 1)
    }
}
