/// Leaf hashes that come to the tree, and the roots of subtrees over them that are known already.
struct NewLeaves: Sendable {
    /// The leaves of such a subtree.
    static let subtreeSize = 64

    private(set) var hashes: [TreeHash] = []
    /// By the number of the subtree: that of its first leaf, counted from 0, over ``subtreeSize``.
    private(set) var roots: [UInt64: TreeHash] = [:]

    /// Leaves of whose subtrees nothing is known.
    init(_ hashes: [TreeHash] = []) { self.hashes = hashes }

    /// Leaves of which the first has the number `first`. When they are a whole subtree, its root is
    /// known from here on.
    init(_ hashes: [TreeHash], from first: UInt64) {
        self.hashes = hashes
        let size = UInt64(Self.subtreeSize)
        guard hashes.count == Self.subtreeSize, first % size == 0 else { return }
        roots[first / size] = TreeHash(over: hashes)
    }

    mutating func append(_ hash: TreeHash) { hashes.append(hash) }

    mutating func append(_ others: NewLeaves) {
        hashes += others.hashes
        roots.merge(others.roots) { _, new in new }
    }

    /// The root over a full tile of leaves, the first of which has the number `start`.
    func root(over tile: [TreeHash], from start: UInt64) -> TreeHash {
        guard !roots.isEmpty else { return TreeHash(over: tile) }
        let parts = stride(from: 0, to: tile.count, by: Self.subtreeSize).map { place in
            roots[(start + UInt64(place)) / UInt64(Self.subtreeSize)]
                ?? TreeHash(over: tile[place..<place + Self.subtreeSize])
        }
        return TreeHash(over: parts)
    }
}
