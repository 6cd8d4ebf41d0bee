public import Domain

/// Reads one content; any number of readers and threads at the same time.
public final class TableReader: Sendable {
    /// What is read.
    public let content: TableContent
    private let environment: Environment

    init(path: String, content: TableContent) throws(StorageError) {
        self.content = content
        environment = try Environment(path: path, for: .reading)
        let count = try environment.read { rows throws(StorageError) in try rows.count() }
        guard count == content.count else {
            throw StorageError(
                .damaged, "The table file \(path) has \(count) rows instead of \(content.count)")
        }
    }

    /// The number of rows.
    public var count: Int { content.count }

    /// Hands each row to `body` in key order; the bytes are valid only inside `body`.
    ///
    /// Content never changes, so a long walk holds nothing up.
    public func scan(
        _ body: (_ key: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer)
            throws(StorageError) -> Void
    ) throws(StorageError) {
        try environment.read { rows throws(StorageError) in
            var cursor = try rows.cursor(after: nil)
            while let row = try cursor.row() { try body(row.key, row.value) }
        }
    }

    /// Up to `limit` rows in key order, from the first one whose key is greater than `key`.
    public func page(
        after key: [UInt8]? = nil, limit: Int
    ) throws(StorageError) -> [(key: [UInt8], value: [UInt8])] {
        try environment.read { rows throws(StorageError) in
            var page: [(key: [UInt8], value: [UInt8])] = []
            var cursor = try rows.cursor(after: key)
            while page.count < limit, let row = try cursor.row() {
                page.append(([UInt8](row.key), [UInt8](row.value)))
            }
            return page
        }
    }

    /// Hands a copy of each row to `body` in key order.
    /// - Throws: what `body` throws; `StorageError` when the file cannot be read.
    public func forEach(_ body: (_ key: [UInt8], _ value: [UInt8]) throws -> Void) throws {
        var last: [UInt8]?
        while true {
            let page = try page(after: last, limit: 1000)
            for row in page { try body(row.key, row.value) }
            guard page.count == 1000 else { return }
            last = page.last?.key
        }
    }

    /// The first `limit` rows in key order.
    public func first(_ limit: Int) throws(StorageError) -> [(key: [UInt8], value: [UInt8])] {
        try page(limit: limit)
    }

    /// The value of a key; `nil` when there is no such row.
    public func get(_ key: [UInt8]) throws(StorageError) -> [UInt8]? {
        guard (1...TableWriter.keyBytesMax).contains(key.count) else { return nil }
        return try environment.read { rows throws(StorageError) in try rows.value(of: key) }
    }

    /// Reads all rows and compares them with the content's digest.
    /// - Throws: `damaged` when they differ.
    public func verify() throws(StorageError) {
        let digest = try environment.read { rows throws(StorageError) in
            try TableDigest.ofRows(rows).hex
        }
        guard digest == content.digest else {
            throw StorageError(
                .damaged, "The table file \(environment.path) does not match its digest")
        }
    }
}
