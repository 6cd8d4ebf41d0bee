/// A Merkle tree (RFC 6962) that is kept as tiles: a log's, or one in memory.
///
/// It only grows, and what it was at an earlier size can be asked for ever.
public protocol TileSource {
    /// The number of leaves.
    var treeSize: UInt64 { get }

    /// The hashes of one level of tiles in a range that lies inside the tree; see ``TreeTile``.
    ///
    /// Level 0 holds the leaf hashes. Roots and proofs are made of these.
    func treeHashes(level: Int, _ range: Range<UInt64>) throws(EventLogError) -> [TreeHash]
}

extension TileSource {
    /// The root of the Merkle tree over the first `size` events; 0 gives ``TreeHash/empty``.
    ///
    /// Any size up to ``treeSize`` may be asked for, now and for ever; a larger one is an error.
    public func treeRoot(at size: UInt64) throws(EventLogError) -> TreeHash {
        try treeFrontier(at: size).root
    }

    /// The full subtrees over the first `size` events; see ``TreeFrontier``.
    public func treeFrontier(at size: UInt64) throws(EventLogError) -> TreeFrontier {
        try checkTree(size)
        var hashes: [TreeHash] = []
        for subtree in TreeShape.fullSubtrees(of: 0..<size) {
            hashes.append(try fullRoot(of: subtree))
        }
        guard let frontier = TreeFrontier(size: size, hashes: hashes) else {
            preconditionFailure("A tree has one full subtree for each bit of its size")
        }
        return frontier
    }

    /// Proves that the event at `position` is in the tree over the first `size` events.
    public func inclusionProof(
        of position: Position, in size: UInt64
    ) throws(EventLogError) -> InclusionProof {
        try checkTree(size)
        guard position > .origin, position.number <= size else {
            throw .invalid(
                "position \(position) is not in the tree of size \(size); "
                    + "give one from 1 to the size")
        }
        let path = TreeShape.inclusionPath(of: position.number - 1, in: 0..<size)
        return InclusionProof(position: position, size: size, hashes: try roots(of: path))
    }

    /// Proves that the tree over the first `newSize` events continues the one over the first
    /// `oldSize`.
    public func consistencyProof(
        from oldSize: UInt64, to newSize: UInt64
    ) throws(EventLogError) -> ConsistencyProof {
        try checkTree(newSize)
        guard oldSize <= newSize else {
            throw .invalid(
                "size \(oldSize) is larger than size \(newSize); give the smaller one first")
        }
        let isTrivial = oldSize == 0 || oldSize == newSize
        let path = isTrivial ? [] : TreeShape.consistencyPath(from: oldSize, to: newSize)
        return ConsistencyProof(oldSize: oldSize, newSize: newSize, hashes: try roots(of: path))
    }

    /// The hashes of a tile. An error when the tree does not reach so far yet.
    public func tile(_ tile: TreeTile) throws(EventLogError) -> [TreeHash] {
        let first = tile.index << UInt64(TreeTile.height)
        let range = first..<first + UInt64(tile.width)
        guard range.upperBound <= TreeTile.hashCount(level: tile.level, size: treeSize) else {
            throw .invalid("the tree of size \(treeSize) has no tile \(tile.path)")
        }
        return try treeHashes(level: tile.level, range)
    }

    /// The hash of the envelope at a position, as a leaf of the tree.
    ///
    /// `nil` when there is no event at that position.
    public func leafHash(at position: Position) throws(EventLogError) -> TreeHash? {
        guard position > .origin, position.number <= treeSize else { return nil }
        return try treeHashes(level: 0, position.number - 1..<position.number).first
    }

    /// The root over some leaves that are a node of the tree, or part of its right edge.
    func root(over leaves: Range<UInt64>) throws(EventLogError) -> TreeHash {
        let roots = try roots(of: [leaves])
        return roots[0]
    }

    private func checkTree(_ size: UInt64) throws(EventLogError) {
        let limit = treeSize
        guard size <= limit else {
            throw .invalid("the tree has \(limit) leaves; it has no size \(size) yet")
        }
    }

    private func roots(of ranges: [Range<UInt64>]) throws(EventLogError) -> [TreeHash] {
        var hashes: [TreeHash] = []
        hashes.reserveCapacity(ranges.count)
        for range in ranges {
            var roots: [TreeHash] = []
            for subtree in TreeShape.fullSubtrees(of: range) {
                roots.append(try fullRoot(of: subtree))
            }
            let last = roots.removeLast()
            hashes.append(roots.reversed().reduce(last) { TreeHash(left: $1, right: $0) })
        }
        return hashes
    }

    /// The root of a full subtree, from the hashes of the tile that it reaches into.
    private func fullRoot(of leaves: Range<UInt64>) throws(EventLogError) -> TreeHash {
        let level = leaves.count.trailingZeroBitCount / TreeTile.height
        let shift = UInt64(level * TreeTile.height)
        let range = leaves.lowerBound >> shift..<leaves.upperBound >> shift
        return TreeHash(over: try treeHashes(level: level, range))
    }
}
