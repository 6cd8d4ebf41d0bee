import CLMDB
public import Domain

/// Writes one new content, row by row.
///
/// Rows gather in memory and go to the file in batches, each in one transaction. A writer that is
/// dropped before `finish` removes its file. One task at a time uses a writer.
public final class TableWriter {
    /// The longest key, in bytes; LMDB's own limit.
    public static let keyBytesMax = 511
    private static let batchBytesMax = 4 << 20

    /// What the rows mean; it may be changed until `finish`, as a header is read.
    public var schema: TableSchema
    private let directory: String
    private let name: String
    private let partitions: Int
    private var environment: Environment?
    private var pending: [(key: [UInt8], value: [UInt8])] = []
    private var pendingBytes = 0

    init(directory: String, schema: TableSchema, partitions: Int) throws(StorageError) {
        self.directory = directory
        self.schema = schema
        self.partitions = partitions
        name = TableLayout.newName()
        try Files.makeDirectory("\(directory)/\(name.prefix(2))")
        environment = try Environment(path: unfinishedPath, for: .writing)
    }

    deinit {
        guard environment != nil else { return }
        environment = nil
        try? Files.remove(unfinishedPath)
    }

    private var unfinishedPath: String { "\(directory)/\(name)\(TableLayout.unfinishedSuffix)" }

    /// Adds a row; keys may come in any order.
    /// - Throws: `badKey` for a key that is empty, too long or (perhaps at a later call) there
    ///   already; `inputOutput` when the disk refuses.
    public func put(_ key: [UInt8], _ value: [UInt8]) throws(StorageError) {
        guard (1...Self.keyBytesMax).contains(key.count) else { throw badLength(key) }
        pending.append((key, value))
        pendingBytes += key.count + value.count
        if pendingBytes >= Self.batchBytesMax { try flush() }
    }

    /// Makes the content visible and describes it; the writer is of no use afterwards.
    public func finish() throws(StorageError) -> TableContent {
        try flush()
        guard let environment else { preconditionFailure("A writer is finished once") }
        let (count, digest) = try environment.read { rows throws(StorageError) in
            try TableDigest.ofRows(rows)
        }
        do {
            try environment.sync()
        } catch {
            throw error.asStorageError("flush", unfinishedPath)
        }
        self.environment = nil
        let file = name + TableLayout.contentSuffix
        try publish(as: file)
        return TableContent(
            file: file, digest: digest, count: count, partitions: partitions, schema: schema)
    }

    private func publish(as file: String) throws(StorageError) {
        do {
            try Files.publish(unfinishedPath, as: "\(directory)/\(file)")
        } catch {
            try? Files.remove(unfinishedPath)
            throw error
        }
    }

    private func flush() throws(StorageError) {
        guard let environment else { preconditionFailure("A finished writer takes no rows") }
        var key: [UInt8] = []
        do {
            try environment.write { transaction throws(LMDBError) in
                for row in pending {
                    key = row.key
                    try transaction.add(row.key, row.value)
                }
            }
        } catch {
            guard error.code == MDB_KEYEXIST else {
                throw error.asStorageError("write", unfinishedPath)
            }
            let text = String(decoding: key, as: UTF8.self)
            throw StorageError(.badKey, "The key \(text) is there twice; keys must be unique")
        }
        pending.removeAll(keepingCapacity: true)
        pendingBytes = 0
    }

    private func badLength(_ key: [UInt8]) -> StorageError {
        guard !key.isEmpty else { return StorageError(.badKey, "A row has an empty key") }
        let start = String(decoding: key.prefix(40), as: UTF8.self)
        return StorageError(
            .badKey,
            "The key \(start)… has \(key.count) bytes; a key has at most \(Self.keyBytesMax)")
    }
}
