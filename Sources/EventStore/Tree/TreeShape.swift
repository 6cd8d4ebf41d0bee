/// Where nodes stand in the tree of RFC 6962 and which of them make up what.
enum TreeShape {
    /// The largest power of two that is smaller than `count`, which is at least 2: how many leaves
    /// the left side of a tree takes.
    static func leftCount(of count: UInt64) -> UInt64 {
        1 << UInt64(63 - (count - 1).leadingZeroBitCount)
    }

    /// The ranges of leaves whose roots, in this order, prove the leaf at `index` in the tree over
    /// `leaves`, nearest sibling first (RFC 9162 2.1.3.1).
    static func inclusionPath(
        of index: UInt64, in leaves: Range<UInt64>
    ) -> [Range<UInt64>] {
        var siblings: [Range<UInt64>] = []
        var leaves = leaves
        while leaves.count > 1 {
            let middle = leaves.lowerBound + leftCount(of: UInt64(leaves.count))
            if index < middle {
                siblings.append(middle..<leaves.upperBound)
                leaves = leaves.lowerBound..<middle
            } else {
                siblings.append(leaves.lowerBound..<middle)
                leaves = middle..<leaves.upperBound
            }
        }
        return siblings.reversed()
    }

    /// The ranges of leaves whose roots prove that the tree over `newSize` leaves continues the
    /// one over the first `oldSize`, which is neither 0 nor `newSize` (RFC 9162 2.1.4.1).
    static func consistencyPath(from oldSize: UInt64, to newSize: UInt64) -> [Range<UInt64>] {
        var siblings: [Range<UInt64>] = []
        var leaves = 0..<newSize
        while leaves.upperBound != oldSize {
            let middle = leaves.lowerBound + leftCount(of: UInt64(leaves.count))
            if oldSize <= middle {
                siblings.append(middle..<leaves.upperBound)
                leaves = leaves.lowerBound..<middle
            } else {
                siblings.append(leaves.lowerBound..<middle)
                leaves = middle..<leaves.upperBound
            }
        }
        // The old tree's root itself is known to who asks.
        if leaves.lowerBound > 0 { siblings.append(leaves) }
        return siblings.reversed()
    }

    /// The full subtrees that the tree over `leaves` consists of, from left to right.
    ///
    /// `leaves` begins at a multiple of the largest of them, as every node does.
    static func fullSubtrees(of leaves: Range<UInt64>) -> [Range<UInt64>] {
        var subtrees: [Range<UInt64>] = []
        var start = leaves.lowerBound
        while start < leaves.upperBound {
            let rest = leaves.upperBound - start
            let count: UInt64 = 1 << UInt64(63 - rest.leadingZeroBitCount)
            subtrees.append(start..<start + count)
            start += count
        }
        return subtrees
    }
}
