import CLMDB

/// A walk over rows in key order; closed when it goes out of scope, before its transaction ends.
struct LMDBCursor: ~Copyable {
    private let handle: OpaquePointer
    private var next: MDB_cursor_op
    private let path: String
    private var start: [UInt8]?

    init(
        transaction: OpaquePointer, table: MDB_dbi, after key: [UInt8]?, path: String
    ) throws(StorageError) {
        var cursor: OpaquePointer?
        let code = mdb_cursor_open(transaction, table, &cursor)
        guard code == 0, let cursor else {
            throw LMDBError(code: code).asStorageError("read", path)
        }
        self.path = path
        handle = cursor
        start = key
        next = key == nil ? MDB_FIRST : MDB_SET_RANGE
    }

    deinit { mdb_cursor_close(handle) }

    /// The next row, valid until the transaction ends; `nil` after the last.
    mutating func row() throws(StorageError) -> LMDBRow? {
        var key = MDB_val()
        var value = MDB_val()
        let code = move(&key, &value)
        next = MDB_NEXT
        if code == MDB_NOTFOUND { return nil }
        try LMDBError.checkRead(code, path)
        let row = LMDBRow(key: UnsafeRawBufferPointer(key), value: UnsafeRawBufferPointer(value))
        guard let start else { return row }
        self.start = nil
        return row.key.elementsEqual(start) ? try self.row() : row
    }

    private func move(_ key: inout MDB_val, _ value: inout MDB_val) -> Int32 {
        guard let start else { return mdb_cursor_get(handle, &key, &value, next) }
        return start.withUnsafeBytes { bytes in
            key = MDB_val(bytes)
            return mdb_cursor_get(handle, &key, &value, next)
        }
    }
}

/// A row inside a transaction.
struct LMDBRow {
    let key: UnsafeRawBufferPointer
    let value: UnsafeRawBufferPointer
}
