/// Builds the tree of a log that was written without one.
///
/// Its leaf hashes are in a table of their own, `leaves`, and are moved into tiles.
struct TreeUpgrade {
    /// Whole tiles, so that the number of rows says how far an upgrade came.
    private static let leavesOfACommit = 65_536

    let tables: LogTables

    /// Moves the leaves of one commit; true when there are no more, and the old table is gone.
    func step(_ transaction: borrowing LMDBTransaction) throws(EventLogError) -> Bool {
        let old = try transaction.openTable("leaves")
        let size = UInt64(try transaction.count(tables.leafTiles) * TileRow.hashesMax)
        let rows = TileRows(tables: tables)
        var edge = try TileEdge(size: size) { (level, range) throws(EventLogError) in
            try rows.hashes(level: level, range, transaction)
        }
        let leaves = try leaves(after: Position(size), in: old, transaction)
        try TileWriter(transaction, tables).append(NewLeaves(leaves), to: &edge)
        let isLast = leaves.count < Self.leavesOfACommit
        if isLast { try transaction.drop(old) }
        return isLast
    }

    private func leaves(
        after start: Position, in old: LMDBTable, _ transaction: borrowing LMDBTransaction
    ) throws(EventLogError) -> [TreeHash] {
        let cursor = try transaction.cursor(old)
        var leaves: [TreeHash] = []
        var entry = try Key.with(start.advanced(by: 1)) { (key) throws(EventLogError) in
            try cursor.findOrNext(key)
        }
        while let found = entry, leaves.count < Self.leavesOfACommit {
            let position = start.advanced(by: leaves.count + 1)
            guard try Position(key: found.key) == position,
                found.value.count == TreeHash.byteCount
            else { throw .corrupt(position: position, what: "its leaf hash is missing") }
            leaves.append(TreeHash(found.value, at: 0))
            entry = try cursor.next()
        }
        return leaves
    }
}
