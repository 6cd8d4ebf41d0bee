/// The right edge of the tree: the last, partial tile of every level, in memory.
///
/// A writer appends leaves to it and stores the hashes that came to each level. It is a value: a
/// commit that fails leaves the writer with the edge from before.
struct TileEdge: Sendable {
    /// The hashes of one level's last tile, and which of them are new.
    struct Level: Sendable {
        /// How many hashes stand in full tiles to the left of it.
        fileprivate(set) var start: UInt64 = 0
        /// 0 to 255 hashes; for a moment 256.
        fileprivate(set) var hashes: [TreeHash] = []

        /// How many hashes the level has.
        var count: UInt64 { start + UInt64(hashes.count) }
    }

    /// The number of leaves.
    private(set) var size: UInt64
    private(set) var levels: [Level]

    /// The edge of the tree without leaves.
    init() {
        size = 0
        levels = []
    }

    /// The edge of a tree of `size` leaves; `read` gives the hashes that one level has in a range.
    init(
        size: UInt64, read: (Int, Range<UInt64>) throws(EventLogError) -> [TreeHash]
    ) throws(EventLogError) {
        self.size = size
        levels = []
        for number in 0...TreeTile.levelMax {
            let count = TreeTile.hashCount(level: number, size: size)
            guard count > 0 else { break }
            let start = count & ~UInt64(TreeTile.widthMax - 1)
            let hashes = try read(number, start..<count)
            guard hashes.count == Int(count - start) else {
                throw .corrupt(
                    position: .origin,
                    what: "level \(number) of the tree ends before hash \(count)")
            }
            levels.append(Level(start: start, hashes: hashes))
        }
    }

    /// Appends leaves; `store` is given each tile that grew: its level, the number of its first
    /// hash, all its hashes, and the place of the first new one among them.
    mutating func append(_ leaves: NewLeaves, store: Store) throws(EventLogError) {
        size += UInt64(leaves.hashes.count)
        try append(leaves.hashes, toLevel: 0, store) { leaves.root(over: $0, from: $1) }
    }

    typealias Store = (Int, UInt64, [TreeHash], Int) throws(EventLogError) -> Void

    private mutating func append(
        _ hashes: [TreeHash], toLevel number: Int, _ store: Store,
        root: ([TreeHash], UInt64) -> TreeHash
    ) throws(EventLogError) {
        if levels.count == number { levels.append(Level()) }
        var rest = hashes[...]
        while !rest.isEmpty {
            let place = levels[number].hashes.count
            let fitting = rest.prefix(TreeTile.widthMax - place)
            rest = rest.dropFirst(fitting.count)
            levels[number].hashes.append(contentsOf: fitting)
            try store(number, levels[number].start, levels[number].hashes, place)
            guard levels[number].hashes.count == TreeTile.widthMax else { continue }
            let root = root(levels[number].hashes, levels[number].start)
            levels[number].start += UInt64(TreeTile.widthMax)
            levels[number].hashes.removeAll(keepingCapacity: true)
            try append([root], toLevel: number + 1, store) { tile, _ in TreeHash(over: tile) }
        }
    }
}
