/// Shows that an event is in the tree of a log, with the hashes beside the way from it to the root.
public struct InclusionProof: Hashable, Sendable {
    /// The event's position; its leaf has the number one below.
    public let position: Position
    /// The number of leaves of the tree.
    public let size: UInt64
    /// The roots beside the way, from the leaf upwards.
    public let hashes: [TreeHash]

    /// Makes a proof of what was received; ``verifyInclusion(of:root:)`` says what it is worth.
    public init(position: Position, size: UInt64, hashes: [TreeHash]) {
        self.position = position
        self.size = size
        self.hashes = hashes
    }

    /// Whether the leaf stands at the position in the tree of this size and root.
    ///
    /// The algorithm of RFC 9162 2.1.3.2. Reads nothing but its arguments.
    public func verifyInclusion(of leaf: TreeHash, root: TreeHash) -> Bool {
        guard position > .origin, position.number <= size else { return false }
        var (node, last) = (position.number - 1, size - 1)
        var hash = leaf
        for sibling in hashes {
            if last == 0 { return false }
            if node & 1 == 1 || node == last {
                hash = TreeHash(left: sibling, right: hash)
                while node & 1 == 0 && node != 0 { (node, last) = (node >> 1, last >> 1) }
            } else {
                hash = TreeHash(left: hash, right: sibling)
            }
            (node, last) = (node >> 1, last >> 1)
        }
        return last == 0 && hash == root
    }
}
