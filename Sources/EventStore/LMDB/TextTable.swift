/// The table of the texts that events share: number → text.
struct TextTable {
    let table: LMDBTable

    /// Brings `texts` up to what the transaction sees.
    ///
    /// Only numbers are checked here: a text that is damaged concerns the events that name it, and
    /// whoever unpacks one looks at it.
    func load(
        into texts: SharedTexts, _ transaction: borrowing LMDBTransaction
    ) throws(EventLogError) {
        var list = texts.list
        let count = try transaction.count(table)
        guard list.count < count else { return }
        try read(from: list.count, to: count, into: &list, transaction)
        guard texts.learn(list) else { throw Self.corrupt(number: 0) }
    }

    /// The same where the log may have become another one: all of it is read, and compared with
    /// what was known.
    func compare(
        with texts: SharedTexts, _ transaction: borrowing LMDBTransaction
    ) throws(EventLogError) {
        var list = TextList()
        try read(from: 0, to: try transaction.count(table), into: &list, transaction)
        guard texts.learn(list) else {
            throw .corrupt(position: .origin, what: "its texts are numbered anew")
        }
    }

    /// Stores the texts with these numbers.
    func store(
        _ numbers: Range<Int>, of list: TextList, _ transaction: borrowing LMDBTransaction
    ) throws(EventLogError) {
        guard !numbers.isEmpty else { return }
        let cursor = try transaction.cursor(table)
        for number in numbers {
            let text = list[number]
            try Key.with(row: UInt64(number)) { (key) throws(EventLogError) in
                let value = try cursor.reserve(key, count: text.count, isLast: true)
                _ = text.withUnsafeBytes { value.store($0, at: 0) }
            }
        }
    }

    private func read(
        from first: Int, to end: Int, into list: inout TextList,
        _ transaction: borrowing LMDBTransaction
    ) throws(EventLogError) {
        guard first < end else { return }
        guard end <= SharedTexts.countMax else { throw Self.corrupt(number: end) }
        let cursor = try transaction.cursor(table)
        var entry = try Key.with(row: UInt64(first)) { (key) throws(EventLogError) in
            try cursor.find(key)
        }
        for number in first..<end {
            guard let found = entry, found.key.count == 8,
                found.key.bigEndian(at: 0, as: UInt64.self) == UInt64(number)
            else { throw Self.corrupt(number: number) }
            list.append(found.value)
            entry = try cursor.next()
        }
    }

    private static func corrupt(number: Int) -> EventLogError {
        .corrupt(position: .origin, what: "text number \(number)")
    }
}
