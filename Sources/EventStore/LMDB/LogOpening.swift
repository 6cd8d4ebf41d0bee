/// What is found, or made, when a log is opened.
struct LogOpening {
    /// The version of the tables; a log with an unknown one is refused.
    static let format = "clotho-log-3"

    let site: String
    let tables: LogTables
    let texts: SharedTexts
    let tail: LogTail
    /// Whether bytes of erased events may still be in the file.
    let isScrubDue: Bool

    /// Opens the log to write it, and makes it when there is none: in one commit, so that nobody
    /// sees half of a log.
    init(_ environment: LMDBEnvironment, site: String) throws(EventLogError) {
        let opening = try environment.write { (transaction) throws(EventLogError) in
            try Self.isFormer(transaction) ? nil : try LogOpening(transaction, site: site)
        }
        if let opening {
            self = opening
            return
        }
        try LogUpgrade.run(in: environment)
        // LMDB numbers tables as they are opened; from now on as in every other log.
        self = try environment.reopen { () throws(EventLogError) in
            try environment.write { (transaction) throws(EventLogError) in
                try LogOpening(transaction, site: site)
            }
        }
    }

    /// Opens the tables of an environment that was opened again. Those who read it know them by
    /// their numbers, so they must be the same.
    ///
    /// - Parameter texts: Those that were known before; they grow by what the log has besides.
    init(
        again environment: LMDBEnvironment, site: String?, _ known: LogTables,
        _ texts: SharedTexts = SharedTexts()
    ) throws(EventLogError) {
        self = try environment.openTables { (transaction) throws(EventLogError) in
            try LogOpening(transaction, site: site, texts)
        }
        guard tables == known else {
            throw .corrupt(position: .origin, what: "its tables are numbered anew")
        }
    }

    /// Opens the log to read it. It is missing until the commit that makes it.
    init(reading environment: LMDBEnvironment) throws(EventLogError) {
        let path = environment.path
        self = try environment.openTables { (transaction) throws(EventLogError) in
            guard try transaction.table("facts") != nil else { throw .missing(path: path) }
            return try LogOpening(transaction, site: nil)
        }
    }

    private init(
        _ transaction: borrowing LMDBTransaction, site: String?,
        _ texts: SharedTexts = SharedTexts()
    ) throws(EventLogError) {
        let facts = LogFacts(table: try transaction.openTable("facts"))
        let format = try facts.fact("format", or: Self.format, transaction)
        guard format == Self.format else { throw Self.unknown(format) }
        tables = try LogTables(transaction)
        self.site = try facts.fact("site", or: site, transaction)
        try TextTable(table: tables.texts).compare(with: texts, transaction)
        self.texts = texts
        tail = try Self.tail(transaction, tables)
        isScrubDue = try facts.known(LogScrubber.fact, transaction) != nil
    }

    /// Whether the log is one of a former format.
    private static func isFormer(
        _ transaction: borrowing LMDBTransaction
    ) throws(EventLogError) -> Bool {
        let facts = LogFacts(table: try transaction.openTable("facts"))
        return try facts.known("format", transaction).flatMap(FormerFormat.init) != nil
    }

    private static func unknown(_ format: String) -> EventLogError {
        guard FormerFormat(rawValue: format) != nil else {
            return .invalid("the log has the format \(format); this program knows \(Self.format)")
        }
        return .invalid(
            "the log has the former format \(format); open it once for writing (clotho serve), "
                + "which moves it to \(Self.format)")
    }

    private static func tail(
        _ transaction: borrowing LMDBTransaction, _ tables: LogTables
    ) throws(EventLogError) -> LogTail {
        let events = try transaction.count(tables.events)
        let last = try transaction.cursor(tables.events).last()
        let head = try last.map { (entry) throws(EventLogError) in try Position(key: entry.key) }
        guard (head ?? .origin).number == events else {
            throw .corrupt(position: head ?? .origin, what: "\(events) events end there")
        }
        let rows = TileRows(tables: tables)
        let edge = try TileEdge(size: UInt64(events)) { (level, range) throws(EventLogError) in
            try rows.hashes(level: level, range, transaction)
        }
        return LogTail(
            head: head ?? .origin, streams: UInt64(try transaction.count(tables.streams)),
            texts: try transaction.count(tables.texts), edge: edge)
    }
}

extension Position {
    /// Reads a key of the event table.
    init(key: UnsafeRawBufferPointer) throws(EventLogError) {
        guard key.count == 8 else { throw .corrupt(position: .origin, what: "a key") }
        self.init(key.bigEndian(at: 0, as: UInt64.self))
    }
}
