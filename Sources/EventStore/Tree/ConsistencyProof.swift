/// Shows that a tree continues a smaller one: its first leaves are all of the other's.
public struct ConsistencyProof: Hashable, Sendable {
    /// The number of leaves of the earlier tree.
    public let oldSize: UInt64
    /// The number of leaves of the later tree.
    public let newSize: UInt64
    /// The roots that both trees' roots follow from; none when the trees are the same or the
    /// earlier one is empty.
    public let hashes: [TreeHash]

    /// Makes a proof of what was received; ``verifyConsistency(from:to:)`` says what it is worth.
    public init(oldSize: UInt64, newSize: UInt64, hashes: [TreeHash]) {
        self.oldSize = oldSize
        self.newSize = newSize
        self.hashes = hashes
    }

    /// Whether the tree with the root `newRoot` continues the one with the root `oldRoot`.
    ///
    /// The algorithm of RFC 9162 2.1.4.2; every tree continues the empty one. Reads nothing but
    /// its arguments.
    public func verifyConsistency(from oldRoot: TreeHash, to newRoot: TreeHash) -> Bool {
        guard oldSize <= newSize else { return false }
        if oldSize == newSize { return hashes.isEmpty && oldRoot == newRoot }
        if oldSize == 0 { return hashes.isEmpty && oldRoot == .empty }
        var path = hashes[...]
        // A full subtree's root is its own proof, and is left out.
        guard let first = oldSize.nonzeroBitCount == 1 ? oldRoot : path.popFirst() else {
            return false
        }
        let shift = UInt64((~(oldSize - 1)).trailingZeroBitCount)
        var (node, last) = ((oldSize - 1) >> shift, (newSize - 1) >> shift)
        var (oldHash, newHash) = (first, first)
        for sibling in path {
            if last == 0 { return false }
            if node & 1 == 1 || node == last {
                oldHash = TreeHash(left: sibling, right: oldHash)
                newHash = TreeHash(left: sibling, right: newHash)
                while node & 1 == 0 && node != 0 { (node, last) = (node >> 1, last >> 1) }
            } else {
                newHash = TreeHash(left: newHash, right: sibling)
            }
            (node, last) = (node >> 1, last >> 1)
        }
        return last == 0 && oldHash == oldRoot && newHash == newRoot
    }
}
