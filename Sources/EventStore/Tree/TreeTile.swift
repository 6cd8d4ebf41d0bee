/// A tile of the Merkle tree as in C2SP tlog-tiles: up to 256 neighbouring hashes of one level.
///
/// Tiles of level 0 hold leaf hashes; each hash of a higher level is the root over a full tile of
/// the level below. All hashes between them follow from these.
public struct TreeTile: Hashable, Sendable {
    /// The tile's level; its hashes stand `8 * level` above the leaves.
    public let level: Int
    /// The tile's number in its level, counted from 0.
    public let index: UInt64
    /// How many hashes the tile holds: 256, or fewer at the right edge of the tree.
    public let width: Int

    /// The levels of the tree that one tile spans.
    public static let height = 8
    /// The number of hashes of a full tile.
    public static let widthMax = 256
    /// The highest level: a tree of 2^63 leaves has no higher tile.
    public static let levelMax = 7

    /// `nil` when there can be no such tile.
    public init?(level: Int, index: UInt64, width: Int = TreeTile.widthMax) {
        guard (0...Self.levelMax).contains(level), (1...Self.widthMax).contains(width),
            index <= UInt64.max >> (Self.height * (level + 1))
        else { return nil }
        self.level = level
        self.index = index
        self.width = width
    }

    /// How many hashes of a level the tree over so many leaves has.
    public static func hashCount(level: Int, size: UInt64) -> UInt64 {
        size >> UInt64(height * level)
    }
}

extension TreeTile {
    /// The path of the tile below the log's own, such as `0/x001/234` or `1/000.p/5`.
    ///
    /// The level; then the index in groups of three digits, all but the last behind an `x`; then
    /// the width when the tile is not full.
    public var path: String {
        var groups = [Self.padded(index % 1_000)]
        var rest = index / 1_000
        while rest > 0 {
            groups.append("x" + Self.padded(rest % 1_000))
            rest /= 1_000
        }
        let place = "\(level)/" + groups.reversed().joined(separator: "/")
        return width == Self.widthMax ? place : place + ".p/\(width)"
    }

    /// Reads a path; `nil` unless it is the one ``path`` of some tile.
    public init?(path: String) {
        var parts = path.split(separator: "/" as Character, omittingEmptySubsequences: false).map(
            String.init)
        guard parts.count >= 2, let level = Int(parts.removeFirst()) else { return nil }
        var width = Self.widthMax
        if parts.count >= 2, parts[parts.count - 2].hasSuffix(".p") {
            guard let partial = Int(parts.removeLast()) else { return nil }
            width = partial
            parts[parts.count - 1].removeLast(2)
        }
        var index: UInt64 = 0
        for part in parts {
            guard let group = UInt64(part.drop { $0 == "x" }), group < 1_000,
                !index.multipliedReportingOverflow(by: 1_000).overflow,
                !(index * 1_000).addingReportingOverflow(group).overflow
            else { return nil }
            index = index * 1_000 + group
        }
        self.init(level: level, index: index, width: width)
        // Signs, missing zeros and misplaced letters show here.
        guard self.path == path else { return nil }
    }

    private static func padded(_ group: UInt64) -> String {
        let digits = String(group)
        return String(repeating: "0", count: 3 - digits.utf8.count) + digits
    }
}
