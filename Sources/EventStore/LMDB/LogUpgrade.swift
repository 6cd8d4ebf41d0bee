/// A format that logs once had; a log is moved from one to the next when it is opened to write it.
enum FormerFormat: String {
    /// Leaf hashes in a table of their own, no tree.
    case withoutTree = "clotho-log-1"
    /// An entry of the index for each event; no texts with numbers.
    case withoutRows = "clotho-log-2"
    /// Some streams have rows. No program that knew the former format may write it any more.
    case halfMoved = "clotho-log-3-moving"

    /// What the log is while it is moved.
    var moving: FormerFormat {
        switch self {
        case .withoutTree: .withoutTree
        case .withoutRows, .halfMoved: .halfMoved
        }
    }

    /// What the log has once it was moved.
    var next: String {
        switch self {
        case .withoutTree: Self.withoutRows.rawValue
        case .withoutRows, .halfMoved: LogOpening.format
        }
    }
}

/// Moves a log of a former format to the one that this program writes.
///
/// A move takes several commits, so that a log of any size can be moved; the last one changes the
/// format and drops the old table. What breaks off before it goes on at the next opening.
/// Records stay as they are: all kinds of them can be read.
enum LogUpgrade {
    static func run(in environment: LMDBEnvironment) throws(EventLogError) {
        while let former = try environment.write(format) {
            do {
                try environment.write { (transaction) throws(EventLogError) in
                    try step(from: former, transaction)
                }
            } catch {
                guard error.isMapFull, environment.grow() else { throw error }
            }
        }
    }

    private static func step(
        from former: FormerFormat, _ transaction: borrowing LMDBTransaction
    ) throws(EventLogError) {
        let tables = try LogTables(transaction)
        let isLast =
            switch former {
            case .withoutTree: try TreeUpgrade(tables: tables).step(transaction)
            case .withoutRows, .halfMoved: try IndexUpgrade(tables: tables).step(transaction)
            }
        let format = isLast ? former.next : former.moving.rawValue
        try LogFacts(table: tables.facts).set("format", format, transaction)
    }

    private static func format(
        _ transaction: borrowing LMDBTransaction
    ) throws(EventLogError) -> FormerFormat? {
        let facts = LogFacts(table: try transaction.openTable("facts"))
        return try facts.known("format", transaction).flatMap(FormerFormat.init)
    }
}
