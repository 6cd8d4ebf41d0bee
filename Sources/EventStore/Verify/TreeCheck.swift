/// The rows of the tiles above the leaves.
struct NodeTiles {
    /// By level, then by number.
    private(set) var rows: [Int: [UInt64: ArraySlice<UInt8>]] = [:]

    mutating func add(_ entry: TableWalk.Entry, _ report: inout LogReport) {
        let key = Array(entry.key)
        guard key.count == 16, entry.value.count == TileRow.byteCount,
            case let level = UInt64(bigEndian: key.native(at: 0, as: UInt64.self)),
            (1...UInt64(TreeTile.levelMax)).contains(level)
        else {
            return report.add(.table("node-tiles"), "an entry is no row of a tile")
        }
        let row = UInt64(bigEndian: key.native(at: 8, as: UInt64.self))
        rows[Int(level), default: [:]][row] = entry.value
    }

    /// The hash of this number in its level.
    func hash(level: Int, _ number: UInt64) -> TreeHash? {
        rows[level]?[TileRow.number(of: number)].map { TileRow.hash(number, in: $0) }
    }
}

/// Verifies the tree: each event's leaf hash, and every hash above them.
struct TreeCheck {
    private var walk: TableWalk
    private let nodes: NodeTiles
    private var edge = TileEdge()
    private var row: (number: UInt64, bytes: ArraySlice<UInt8>)?
    private var isAtEnd = false
    /// Whether a row was missing: the levels above cannot be verified behind it.
    private var isBroken = false
    private var frontier = TreeFrontier()

    init(walk: TableWalk, nodes: NodeTiles) {
        self.walk = walk
        self.nodes = nodes
    }

    /// Compares the event's leaf hash with the one that is stored.
    mutating func add(
        _ event: RecordedEvent, _ use: inout PageUse, _ report: inout LogReport
    ) {
        let number = event.position.number - 1
        guard let stored = leaf(number, &use, &report) else {
            return report.add(.position(event.position), "its leaf hash is missing in leaf-tiles")
        }
        if stored != event.envelope.leafHash {
            report.add(.position(event.position), "its leaf hash in leaf-tiles is another")
        }
    }

    /// Verifies what follows from the leaves, and that there are no hashes beyond.
    mutating func finish(size: UInt64, _ use: inout PageUse, _ report: inout LogReport) {
        if size > 0 { _ = leaf(size - 1, &use, &report) }
        while !isBroken, edge.size < size, leaf(edge.size, &use, &report) != nil {}
        checkPadding(level: 0, table: "leaf-tiles", count: size, row, &report)
        while let entry = walk.next(&use, &report) {
            report.add(.table("leaf-tiles"), "row \(Hex.text(entry.key)) is beyond the last event")
        }
        for (level, rows) in nodes.rows {
            let count = TreeTile.hashCount(level: level, size: size)
            for (number, bytes) in rows {
                let row = (number: number, bytes: bytes)
                checkPadding(level: level, table: "node-tiles", count: count, row, &report)
            }
        }
        if !isBroken, edge.size == size { report.root = frontier.root }
    }

    /// The stored hash of a leaf; the edge takes in all leaves of the rows that are passed.
    private mutating func leaf(
        _ number: UInt64, _ use: inout PageUse, _ report: inout LogReport
    ) -> TreeHash? {
        let wanted = TileRow.number(of: number)
        while !isAtEnd, row.map({ $0.number < wanted }) ?? true { advance(&use, &report) }
        guard let row, row.number == wanted else { return nil }
        let hash = TileRow.hash(number, in: row.bytes)
        take(upTo: number, row.bytes, &report)
        return hash
    }

    private mutating func advance(_ use: inout PageUse, _ report: inout LogReport) {
        // The events of the row may be missing; its hashes count all the same.
        if let row {
            take(upTo: (row.number + 1) * UInt64(TileRow.hashesMax) - 1, row.bytes, &report)
        }
        guard let entry = walk.next(&use, &report) else {
            isAtEnd = true
            row = nil
            return
        }
        guard let number = entry.number, number < .max / UInt64(TileRow.hashesMax) - 1,
            entry.value.count == TileRow.byteCount
        else { return report.add(.table("leaf-tiles"), "an entry is no row of a tile") }
        row = (number, entry.value)
    }

    /// Puts the row's hashes up to a number behind the edge, and compares what follows.
    private mutating func take(
        upTo number: UInt64, _ bytes: ArraySlice<UInt8>, _ report: inout LogReport
    ) {
        guard !isBroken, number >= edge.size else { return }
        guard TileRow.number(of: edge.size) == TileRow.number(of: number) else {
            isBroken = true
            return
        }
        let hashes = (edge.size...number).map { TileRow.hash($0, in: bytes) }
        var found: [(Int, UInt64, TreeHash)] = []
        for hash in hashes { frontier.append(hash) }
        // The closure only collects, so nothing is thrown.
        try? edge.append(NewLeaves(hashes)) { (level, start, tile, place) throws(EventLogError) in
            guard level > 0 else { return }
            for index in place..<tile.count {
                found.append((level, start + UInt64(index), tile[index]))
            }
        }
        for (level, number, hash) in found where nodes.hash(level: level, number) != hash {
            report.add(
                .table("node-tiles"), "hash \(number) of level \(level) does not follow from below")
        }
    }

    private func checkPadding(
        level: Int, table: String, count: UInt64,
        _ row: (number: UInt64, bytes: ArraySlice<UInt8>)?, _ report: inout LogReport
    ) {
        guard let row else { return }
        let first = row.number.multipliedReportingOverflow(by: UInt64(TileRow.hashesMax))
        guard !first.overflow, first.partialValue < count else {
            return report.add(
                .table(table), "row \(row.number) of level \(level) is beyond the last event")
        }
        let filled = Int(min(UInt64(TileRow.hashesMax), count - first.partialValue))
        if row.bytes.dropFirst(filled * TreeHash.byteCount).contains(where: { $0 != 0 }) {
            report.add(.table(table), "row \(row.number) of level \(level) has hashes too many")
        }
    }
}

extension TileRow {
    /// The hash of this number, in the bytes of its row.
    static func hash(_ number: UInt64, in bytes: ArraySlice<UInt8>) -> TreeHash {
        let offset = Int(number % UInt64(hashesMax)) * TreeHash.byteCount
        return bytes.withUnsafeBytes { TreeHash($0, at: offset) }
    }
}
