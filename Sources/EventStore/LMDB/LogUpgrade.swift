/// A format that logs once had; a log is moved from one to the next when it is opened to write it.
enum FormerFormat: String {
    /// Leaf hashes in a table of their own, no tree.
    case withoutTree = "clotho-log-1"
    /// An entry of the index for each event; no texts with numbers.
    case withoutRows = "clotho-log-2"

    /// What the log has once it was moved.
    var next: String {
        switch self {
        case .withoutTree: Self.withoutRows.rawValue
        case .withoutRows: LogOpening.format
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
            try environment.write { (transaction) throws(EventLogError) in
                let tables = try LogTables(transaction)
                let isLast =
                    switch former {
                    case .withoutTree: try TreeUpgrade(tables: tables).step(transaction)
                    case .withoutRows: try IndexUpgrade(tables: tables).step(transaction)
                    }
                guard isLast else { return }
                try LogFacts(table: tables.facts).set("format", former.next, transaction)
            }
        }
    }

    private static func format(
        _ transaction: borrowing LMDBTransaction
    ) throws(EventLogError) -> FormerFormat? {
        let facts = LogFacts(table: try transaction.openTable("facts"))
        return try facts.known("format", transaction).flatMap(FormerFormat.init)
    }
}
