/// The table of the texts that events share: number → text.
struct TextTable {
    let table: LMDBTable

    /// Brings `texts` up to what the transaction sees.
    func load(
        into texts: SharedTexts, _ transaction: borrowing LMDBTransaction
    ) throws(EventLogError) {
        var list = texts.list
        let count = try transaction.count(table)
        guard list.count < count else { return }
        let cursor = try transaction.cursor(table)
        var entry = try Key.with(row: UInt64(list.count)) { (key) throws(EventLogError) in
            try cursor.find(key)
        }
        while list.count < count {
            guard let found = entry, found.key.bigEndian(at: 0, as: UInt64.self) == list.count,
                PlainText.accepts(found.value)
            else { throw .corrupt(position: .origin, what: "text number \(list.count)") }
            list.append(found.value)
            entry = try cursor.next()
        }
        texts.learn(list)
    }

    /// Stores the texts from `first` on.
    func store(
        _ list: TextList, from first: Int, _ transaction: borrowing LMDBTransaction
    ) throws(EventLogError) {
        guard first < list.count else { return }
        let cursor = try transaction.cursor(table)
        for number in first..<list.count {
            let text = list[number]
            try Key.with(row: UInt64(number)) { (key) throws(EventLogError) in
                let value = try cursor.reserve(key, count: text.count, isLast: true)
                _ = text.withUnsafeBytes { value.store($0, at: 0) }
            }
        }
    }
}
