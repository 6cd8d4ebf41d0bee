/// The table of what holds for the whole log: its format and its site.
struct LogFacts {
    let table: LMDBTable

    /// The fact that the log holds, or `text` from now on; an error when there is neither.
    func fact(
        _ name: String, or text: String?, _ transaction: borrowing LMDBTransaction
    ) throws(EventLogError) -> String {
        if let known = try known(name, transaction) { return known }
        guard transaction.isWritable, let text else {
            throw .corrupt(position: .origin, what: "it does not say its \(name)")
        }
        try set(name, text, transaction)
        return text
    }

    /// The fact that the log holds; `nil` when it holds none.
    func known(
        _ name: String, _ transaction: borrowing LMDBTransaction
    ) throws(EventLogError) -> String? {
        try Key.with(name) { (key) throws(EventLogError) in
            try transaction.value(of: key, in: table).map { String(decoding: $0, as: UTF8.self) }
        }
    }

    /// Takes a fact away.
    func remove(
        _ name: String, _ transaction: borrowing LMDBTransaction
    ) throws(EventLogError) {
        try Key.with(name) { (key) throws(EventLogError) in
            try transaction.delete(key, from: table)
        }
    }

    /// Writes what holds from now on.
    func set(
        _ name: String, _ text: String, _ transaction: borrowing LMDBTransaction
    ) throws(EventLogError) {
        let cursor = try transaction.cursor(table)
        try Key.with(name) { (key) throws(EventLogError) in
            let value = try cursor.reserve(key, count: text.utf8.count, isLast: false)
            _ = value.store(text, at: 0)
        }
    }
}
