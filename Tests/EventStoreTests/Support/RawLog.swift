import CLMDB

/// A log's tables behind the log's back, to write what it never would.
struct RawLog {
    private struct Failure: Error { let code: Int32 }

    private let transaction: OpaquePointer

    /// Changes tables in one commit.
    static func change(_ path: String, _ body: (RawLog) throws -> Void) throws {
        var environment: OpaquePointer?
        try check(mdb_env_create(&environment))
        defer { mdb_env_close(environment) }
        try check(mdb_env_set_maxdbs(environment, 32))
        try check(mdb_env_set_mapsize(environment, 1 << 30))
        try check(mdb_env_open(environment, path, UInt32(MDB_NOSYNC), 0o640))
        var transaction: OpaquePointer?
        try check(mdb_txn_begin(environment, nil, 0, &transaction))
        do {
            try body(RawLog(transaction: transaction!))
        } catch {
            mdb_txn_abort(transaction)
            throw error
        }
        try check(mdb_txn_commit(transaction))
    }

    /// Numbers as they stand in keys.
    static func key(_ numbers: UInt64...) -> [UInt8] {
        numbers.flatMap { number in withUnsafeBytes(of: number.bigEndian) { Array($0) } }
    }

    func value(of key: [UInt8], in name: String) throws -> [UInt8] {
        try Self.with(key) { key in
            var value = MDB_val()
            try Self.check(mdb_get(transaction, try table(name), &key, &value))
            return Array(UnsafeRawBufferPointer(start: value.mv_data, count: value.mv_size))
        }
    }

    func put(_ key: [UInt8], _ value: [UInt8], in name: String) throws {
        try Self.with(key) { key in
            try Self.with(value) { value in
                try Self.check(mdb_put(transaction, try table(name), &key, &value, 0))
            }
        }
    }

    /// Changes the record at a position.
    func change(_ position: UInt64, _ body: (inout [UInt8]) -> Void) throws {
        var record = try value(of: Self.key(position), in: "events")
        body(&record)
        try put(Self.key(position), record, in: "events")
    }

    func delete(_ key: [UInt8], in name: String) throws {
        try Self.with(key) { key in
            try Self.check(mdb_del(transaction, try table(name), &key, nil))
        }
    }

    func drop(_ name: String) throws { try Self.check(mdb_drop(transaction, try table(name), 1)) }

    private func table(_ name: String) throws -> MDB_dbi {
        var table = MDB_dbi()
        try Self.check(mdb_dbi_open(transaction, name, UInt32(MDB_CREATE), &table))
        return table
    }

    private static func with<Answer>(
        _ bytes: [UInt8], _ body: (inout MDB_val) throws -> Answer
    ) rethrows -> Answer {
        var bytes = bytes
        let count = bytes.count
        return try bytes.withUnsafeMutableBytes { bytes in
            var value = MDB_val(mv_size: count, mv_data: bytes.baseAddress)
            return try body(&value)
        }
    }

    private static func check(_ code: Int32) throws {
        if code != MDB_SUCCESS { throw Failure(code: code) }
    }
}
