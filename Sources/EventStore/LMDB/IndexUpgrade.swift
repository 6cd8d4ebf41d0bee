/// Moves an index with an entry for each event, the table `index`, into rows and entries of streams.
struct IndexUpgrade {
    /// The fact that says which stream was moved last.
    private static let fact = "moved"
    private static let eventsOfACommit = 65_536

    let tables: LogTables

    /// Moves the streams of one commit, at least one; true when there are no more, and the old table
    /// is gone.
    func step(_ transaction: borrowing LMDBTransaction) throws(EventLogError) -> Bool {
        let facts = LogFacts(table: tables.facts)
        let old = try transaction.openTable("index")
        let streams = try transaction.cursor(tables.streams)
        let index = try transaction.cursor(old)
        let rows = try IndexRows(transaction, tables)
        var last = try facts.known(Self.fact, transaction)
        var moved = 0
        while moved < Self.eventsOfACommit {
            guard let (name, known) = try next(after: last, in: streams) else {
                try facts.remove(Self.fact, transaction)
                try transaction.drop(old)
                return true
            }
            let entry = try entry(of: known, in: index, rows)
            try Key.with(name) { (key) throws(EventLogError) in
                let value = try streams.reserve(key, count: entry.byteCount, isLast: false)
                entry.store(in: value)
            }
            moved += Int(clamping: entry.version.number)
            last = name
        }
        if let last { try facts.set(Self.fact, last, transaction) }
        return false
    }

    /// The stream behind the one that was moved last, its number and its version.
    private func next(
        after last: String?, in streams: borrowing LMDBCursor
    ) throws(EventLogError) -> (String, (number: UInt64, version: UInt64))? {
        var entry = try streams.first()
        if let last {
            _ = try Key.with(last) { (key) throws(EventLogError) in try streams.find(key) }
            entry = try streams.next()
        }
        guard let entry else { return nil }
        guard entry.value.count == 16 else {
            throw .corrupt(position: .origin, what: "an entry of the stream table")
        }
        let number = entry.value.bigEndian(at: 0, as: UInt64.self)
        let version = entry.value.bigEndian(at: 8, as: UInt64.self)
        guard let name = String(validating: entry.key, as: UTF8.self) else {
            throw .corrupt(position: .origin, what: "the name of stream number \(number)")
        }
        return (name, (number, version))
    }

    private func entry(
        of known: (number: UInt64, version: UInt64), in index: borrowing LMDBCursor,
        _ rows: borrowing IndexRows
    ) throws(EventLogError) -> StreamEntry {
        var entry = StreamEntry(number: known.number)
        var found = try Key.with(stream: known.number, row: 1) { (key) throws(EventLogError) in
            try index.find(key)
        }
        while entry.version.number < known.version {
            guard let place = found, place.key.count == 16, place.value.count == 8,
                place.key.bigEndian(at: 0, as: UInt64.self) == known.number,
                place.key.bigEndian(at: 8, as: UInt64.self) == entry.version.number + 1,
                case let position = place.value.bigEndian(at: 0, as: UInt64.self), position < .max
            else {
                throw .corrupt(
                    position: .origin, what: "the index of stream number \(known.number)")
            }
            try rows.append(position..<position + 1, to: &entry)
            found = try index.next()
        }
        return entry
    }
}
