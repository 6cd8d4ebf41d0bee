/// Puts the hashes of the tree into their tables, in a write transaction.
struct TileWriter: ~Copyable {
    private let leaves: LMDBCursor
    private let nodes: LMDBCursor

    init(
        _ transaction: borrowing LMDBTransaction, _ tables: LogTables
    ) throws(EventLogError) {
        let leaves = try transaction.cursor(tables.leafTiles)
        let nodes = try transaction.cursor(tables.nodeTiles)
        self.leaves = leaves
        self.nodes = nodes
    }

    /// Appends leaves to the edge, and writes the rows of all tiles that grow by it.
    func append(_ leaves: NewLeaves, to edge: inout TileEdge) throws(EventLogError) {
        try edge.append(leaves) { (level, start, tile, place) throws(EventLogError) in
            try put(level: level, start: start, tile, from: place)
        }
    }

    /// Writes the rows of a tile from the one on that holds the hash at `place`.
    private func put(
        level: Int, start: UInt64, _ tile: [TreeHash], from place: Int
    ) throws(EventLogError) {
        var first = place / TileRow.hashesMax * TileRow.hashesMax
        while first < tile.count {
            let row = TileRow.number(of: start + UInt64(first))
            let bytes = try reserve(level: level, row: row, isNew: first >= place)
            TileRow.store(tile[first...].prefix(TileRow.hashesMax), in: bytes)
            first += TileRow.hashesMax
        }
    }

    private func reserve(
        level: Int, row: UInt64, isNew: Bool
    ) throws(EventLogError) -> UnsafeMutableRawBufferPointer {
        if level == 0 {
            try Key.with(row: row) { (key) throws(EventLogError) in
                try leaves.reserve(key, count: TileRow.byteCount, isLast: isNew)
            }
        } else {
            try Key.with(level: level, row: row) { (key) throws(EventLogError) in
                try nodes.reserve(key, count: TileRow.byteCount, isLast: false)
            }
        }
    }
}

/// Reads the hashes of the tree from their tables.
struct TileRows {
    let tables: LogTables

    /// The hashes that a level has in a range; an error when they are not there.
    func hashes(
        level: Int, _ range: Range<UInt64>, _ transaction: borrowing LMDBTransaction
    ) throws(EventLogError) -> [TreeHash] {
        guard !range.isEmpty else { return [] }
        let cursor = try transaction.cursor(level == 0 ? tables.leafTiles : tables.nodeTiles)
        var hashes: [TreeHash] = []
        hashes.reserveCapacity(range.count)
        var entry = try find(TileRow.number(of: range.lowerBound), level: level, cursor)
        var next = range.lowerBound
        while next < range.upperBound {
            guard let row = entry?.value, row.count == TileRow.byteCount else {
                throw .corrupt(
                    position: .origin, what: "hash \(next) of level \(level) of the tree is missing"
                )
            }
            let place = Int(next % UInt64(TileRow.hashesMax))
            let count = min(TileRow.hashesMax - place, Int(range.upperBound - next))
            for index in place..<place + count {
                hashes.append(TreeHash(row, at: index * TreeHash.byteCount))
            }
            next += UInt64(count)
            if next < range.upperBound { entry = try cursor.next() }
        }
        return hashes
    }

    private func find(
        _ row: UInt64, level: Int, _ cursor: borrowing LMDBCursor
    ) throws(EventLogError) -> LMDBCursor.Entry? {
        if level == 0 {
            try Key.with(row: row) { (key) throws(EventLogError) in try cursor.find(key) }
        } else {
            try Key.with(level: level, row: row) { (key) throws(EventLogError) in
                try cursor.find(key)
            }
        }
    }
}
