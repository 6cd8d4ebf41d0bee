/// Moves an index with an entry for each event, the table `index`, into rows.
struct IndexUpgrade {
    private static let entriesOfACommit = 65_536

    private struct Place {
        let stream: UInt64
        let version: StreamVersion
        let position: UInt64
    }

    let tables: LogTables

    /// Moves the entries of one commit; true when there are no more, and the old table is gone.
    func step(_ transaction: borrowing LMDBTransaction) throws(EventLogError) -> Bool {
        let old = try transaction.openTable("index")
        let places = try places(in: old, transaction)
        let rows = try IndexRows(transaction, tables)
        for place in places {
            try rows.append(
                place.position..<place.position + 1, toStream: place.stream,
                behind: StreamVersion(place.version.number - 1))
            try Key.with(stream: place.stream, row: place.version.number) {
                (key) throws(EventLogError) in try transaction.delete(key, from: old)
            }
        }
        let isLast = places.count < Self.entriesOfACommit
        if isLast { try transaction.drop(old) }
        return isLast
    }

    /// The first entries that are left, in order.
    private func places(
        in old: LMDBTable, _ transaction: borrowing LMDBTransaction
    ) throws(EventLogError) -> [Place] {
        let cursor = try transaction.cursor(old)
        var places: [Place] = []
        var entry = try cursor.first()
        while let found = entry, places.count < Self.entriesOfACommit {
            let version = found.key.count == 16 ? found.key.bigEndian(at: 8, as: UInt64.self) : 0
            guard version > 0, found.value.count == 8 else {
                throw .corrupt(position: .origin, what: "an entry of the index")
            }
            places.append(
                Place(
                    stream: found.key.bigEndian(at: 0, as: UInt64.self),
                    version: StreamVersion(version),
                    position: found.value.bigEndian(at: 0, as: UInt64.self)))
            entry = try cursor.next()
        }
        return places
    }
}
