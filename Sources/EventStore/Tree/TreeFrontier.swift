/// The tree over the first events of a log as little as it can be: the roots of its full subtrees.
///
/// It is enough to go on: whoever has the frontier before a position and the leaves from there on
/// knows every later root without the earlier leaves. A tree of n leaves has as many of these
/// hashes as n has bits that are set.
public struct TreeFrontier: Hashable, Sendable {
    /// The number of leaves.
    public private(set) var size: UInt64
    /// The roots of the full subtrees, largest first.
    public private(set) var hashes: [TreeHash]

    /// The frontier of the tree without leaves.
    public init() {
        size = 0
        hashes = []
    }

    /// `nil` unless a tree of this size has so many full subtrees.
    public init?(size: UInt64, hashes: [TreeHash]) {
        guard hashes.count == size.nonzeroBitCount else { return nil }
        self.size = size
        self.hashes = hashes
    }

    /// Puts a leaf behind the last one.
    public mutating func append(_ leaf: TreeHash) {
        var node = leaf
        // A subtree of each size that the tree has alone finds its sibling.
        for _ in 0..<size.trailingOneBitCount {
            node = TreeHash(left: hashes.removeLast(), right: node)
        }
        hashes.append(node)
        size += 1
    }

    /// The frontier with one more leaf.
    public func appending(_ leaf: TreeHash) -> TreeFrontier {
        var frontier = self
        frontier.append(leaf)
        return frontier
    }

    /// The root of the tree.
    public var root: TreeHash {
        guard let last = hashes.last else { return .empty }
        return hashes.dropLast().reversed().reduce(last) { TreeHash(left: $1, right: $0) }
    }
}

extension FixedWidthInteger {
    /// How many of the lowest bits are set, up to the first that is not.
    fileprivate var trailingOneBitCount: Int { (~self).trailingZeroBitCount }
}
