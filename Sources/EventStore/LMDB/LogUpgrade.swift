/// Builds the tree of a log that was written without one.
///
/// The former format kept the leaf hashes in a table of their own, `leaves`. They are moved into
/// tiles in several commits, so that a log of any size can be moved; the last one changes the
/// format and drops the old table. What breaks off before it goes on at the next opening.
struct LogUpgrade {
    static let oldFormat = "clotho-log-1"

    /// Whole tiles, so that the number of rows says how far an upgrade came.
    private static let leavesOfACommit = 65_536

    private let tables: LogTables

    static func run(in environment: LMDBEnvironment) throws(EventLogError) {
        var isDone = false
        while !isDone {
            isDone = try environment.write { (transaction) throws(EventLogError) in
                let old = try transaction.openTable("leaves")
                let upgrade = LogUpgrade(tables: try LogTables(transaction))
                let isLast = try upgrade.move(from: old, transaction)
                if isLast {
                    try transaction.drop(old)
                    let facts = LogFacts(table: upgrade.tables.facts)
                    try facts.set("format", LogOpening.format, transaction)
                }
                return isLast
            }
        }
    }

    /// Moves the leaves of one commit; true when there are no more.
    private func move(
        from old: LMDBTable, _ transaction: borrowing LMDBTransaction
    ) throws(EventLogError) -> Bool {
        let size = UInt64(try transaction.count(tables.leafTiles) * TileRow.hashesMax)
        let rows = TileRows(tables: tables)
        var edge = try TileEdge(size: size) { (level, range) throws(EventLogError) in
            try rows.hashes(level: level, range, transaction)
        }
        let leaves = try leaves(after: Position(size), in: old, transaction)
        try TileWriter(transaction, tables).append(NewLeaves(leaves), to: &edge)
        return leaves.count < Self.leavesOfACommit
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
