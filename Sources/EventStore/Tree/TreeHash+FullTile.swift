import Dispatch

extension TreeHash {
    private static let shareCount = 4

    /// The root over all hashes of a full tile, with the help of other cores: its quarters are full
    /// subtrees of their own.
    init(overFullTile hashes: [TreeHash]) {
        precondition(hashes.count == TreeTile.widthMax, "A full tile has 256 hashes")
        let size = hashes.count / Self.shareCount
        let roots = [TreeHash](unsafeUninitializedCapacity: Self.shareCount) { roots, count in
            count = Self.shareCount
            // Safe to share: each piece writes a hash of its own, and all end before this returns.
            nonisolated(unsafe) let roots = roots
            DispatchQueue.concurrentPerform(iterations: Self.shareCount) { share in
                let quarter = hashes[share * size..<(share + 1) * size]
                (roots.baseAddress! + share).initialize(to: TreeHash(over: quarter))
            }
        }
        self.init(over: roots)
    }
}
