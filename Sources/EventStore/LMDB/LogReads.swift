/// Reads the tables of an open log, each time in the newest commit.
struct LogReads: Sendable {
    let environment: LMDBEnvironment
    let tables: LogTables
    let site: String
    let texts: SharedTexts

    /// The position of the last event.
    func head() throws(EventLogError) -> Position {
        try environment.read { (transaction) throws(EventLogError) in
            let last = try transaction.cursor(tables.events).last()
            return try last.map { (entry) throws(EventLogError) in
                try Position(key: entry.key)
            } ?? .origin
        }
    }

    /// The events after a position; `head` is only taken to make room for them.
    func events(
        after: Position, limit: Int, bytesMax: Int, head: Position
    ) throws(EventLogError) -> [RecordedEvent] {
        guard limit > 0, after.number < .max else { return [] }
        let available = head > after ? head.number - after.number : 0
        let page = try environment.read { (transaction) throws(EventLogError) in
            let cursor = try transaction.cursor(tables.events)
            var page = RecordPage(
                limit: limit, available: available, try unpacker(transaction))
            var position = after.advanced(by: 1)
            var entry = try Key.with(position) { (key) throws(EventLogError) in
                try cursor.findOrNext(key)
            }
            while let found = entry {
                guard try Position(key: found.key) == position else {
                    throw .corrupt(position: position, what: "it is missing")
                }
                cursor.prefetchNextPage(behind: found)
                try page.add(found.value, at: position)
                if page.count == limit || page.byteCount >= bytesMax { break }
                position = position.advanced(by: 1)
                entry = try cursor.next()
            }
            return page
        }
        environment.noteRead(ofBytes: page.byteCount)
        return page.events()
    }

    func events(
        of stream: StreamName, after: StreamVersion, limit: Int
    ) throws(EventLogError) -> [RecordedEvent] {
        guard limit > 0, after.number < .max else { return [] }
        let page = try environment.read { (transaction) throws(EventLogError) in
            let unpacker = try unpacker(transaction)
            guard let entry = try entry(of: stream, transaction), entry.version > after else {
                return RecordPage(limit: 0, available: 0, unpacker)
            }
            let count = min(UInt64(limit), entry.version.number - after.number)
            var page = RecordPage(limit: limit, available: count, unpacker)
            try IndexRows(transaction, tables).positions(
                of: entry, behind: after, count: count
            ) { (position) throws(EventLogError) in
                try add(position, to: &page, transaction)
            }
            return page
        }
        environment.noteRead(ofBytes: page.count * MappedPages.bytesAround)
        return page.events()
    }

    func version(of stream: StreamName) throws(EventLogError) -> StreamVersion {
        try environment.read { (transaction) throws(EventLogError) in
            try entry(of: stream, transaction)?.version ?? .none
        }
    }

    func streams(
        withPrefix prefix: String, after: StreamName?, limit: Int
    ) throws(EventLogError) -> [(StreamName, StreamVersion)] {
        guard limit > 0, prefix.utf8.count <= StreamName.bytesMax else { return [] }
        return try environment.read { (transaction) throws(EventLogError) in
            let cursor = try transaction.cursor(tables.streams)
            var found: [(StreamName, StreamVersion)] = []
            var entry = try cursor.first(withPrefix: prefix, after: after)
            while let stream = entry, stream.key.starts(with: prefix.utf8), found.count < limit {
                let name = StreamName(checked: String(decoding: stream.key, as: UTF8.self))
                found.append((name, try StreamEntry(stream.value).version))
                entry = try cursor.next()
            }
            return found
        }
    }

    func importedPlace(
        of position: Position, from site: String
    ) throws(EventLogError) -> ImportedPlace? {
        try environment.read { (transaction) throws(EventLogError) in
            var tables = try ImportTables(transaction, tables)
            return try tables.place(of: PreparedImports.Origin(site: site, position: position))
        }
    }

    func treeHashes(
        level: Int, _ range: Range<UInt64>
    ) throws(EventLogError) -> [TreeHash] {
        try environment.read { (transaction) throws(EventLogError) in
            try TileRows(tables: tables).hashes(level: level, range, transaction)
        }
    }

    private func unpacker(
        _ transaction: borrowing LMDBTransaction
    ) throws(EventLogError) -> RecordUnpacker {
        try TextTable(table: tables.texts).load(into: texts, transaction)
        return RecordUnpacker(site: site, texts: texts.list)
    }

    private func entry(
        of stream: StreamName, _ transaction: borrowing LMDBTransaction
    ) throws(EventLogError) -> StreamEntry? {
        let value = try Key.with(stream.text) { (key) throws(EventLogError) in
            try transaction.value(of: key, in: tables.streams)
        }
        guard let value else { return nil }
        return try StreamEntry(value)
    }

    private func add(
        _ position: Position, to page: inout RecordPage, _ transaction: borrowing LMDBTransaction
    ) throws(EventLogError) {
        let record = try Key.with(position) { (key) throws(EventLogError) in
            try transaction.value(of: key, in: tables.events)
        }
        guard let record else { throw .corrupt(position: position, what: "it is missing") }
        try page.add(record, at: position)
    }
}

extension LMDBCursor {
    /// The first stream whose name is not before `prefix`, and behind `after`.
    fileprivate func first(
        withPrefix prefix: String, after: StreamName?
    ) throws(EventLogError) -> Entry? {
        // LMDB takes no empty key; no name stands before a single space.
        var start = prefix.isEmpty ? " " : prefix
        if let after, start.utf8.lexicographicallyPrecedes(after.text.utf8) { start = after.text }
        let entry = try Key.with(start) { (key) throws(EventLogError) in try findOrNext(key) }
        guard let entry, let after, entry.key.elementsEqual(after.text.utf8) else { return entry }
        return try next()
    }
}
