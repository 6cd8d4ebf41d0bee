/// What is found, or made, when a log is opened.
struct LogOpening {
    /// The version of the tables; a log with another one is refused.
    static let format = "clotho-log-1"

    let site: String
    let tables: LogTables
    let tail: LogTail

    /// Opens the log to write it, and makes it when there is none.
    init(_ environment: LMDBEnvironment, site: String) throws(EventLogError) {
        self = try environment.write { (transaction) throws(EventLogError) in
            try LogOpening(transaction, site: site)
        }
    }

    /// Opens the log to read it.
    init(reading environment: LMDBEnvironment) throws(EventLogError) {
        self = try environment.openTables { (transaction) throws(EventLogError) in
            try LogOpening(transaction, site: nil)
        }
    }

    private init(
        _ transaction: borrowing LMDBTransaction, site: String?
    ) throws(EventLogError) {
        tables = try LogTables(transaction)
        let format = try Self.fact("format", Self.format, transaction, tables)
        guard format == Self.format else {
            throw .invalid("the log has the format \(format); this program knows \(Self.format)")
        }
        self.site = try Self.fact("site", site, transaction, tables)
        tail = try Self.tail(transaction, tables)
    }

    /// The fact that the log holds, or `text` from now on.
    private static func fact(
        _ name: String, _ text: String?, _ transaction: borrowing LMDBTransaction,
        _ tables: LogTables
    ) throws(EventLogError) -> String {
        let facts = try transaction.cursor(tables.facts)
        return try Key.with(name) { (key) throws(EventLogError) in
            if let known = try facts.find(key) {
                return String(decoding: known.value, as: UTF8.self)
            }
            guard transaction.isWritable, let text else {
                throw .corrupt(position: .origin, what: "it does not say its \(name)")
            }
            let value = try facts.reserve(key, count: text.utf8.count, isLast: false)
            _ = value.store(text, at: 0)
            return text
        }
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
        return LogTail(
            head: head ?? .origin, streams: UInt64(try transaction.count(tables.streams)))
    }
}

extension Position {
    /// Reads a key of the event table.
    init(key: UnsafeRawBufferPointer) throws(EventLogError) {
        guard key.count == 8 else { throw .corrupt(position: .origin, what: "a key") }
        self.init(key.bigEndian(at: 0, as: UInt64.self))
    }
}
