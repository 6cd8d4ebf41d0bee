import CLMDB

/// One transaction, valid inside the closure that it is handed to.
struct LMDBTransaction {
    private let handle: OpaquePointer
    private let path: String
    /// LMDB's unnamed table is always number 1; no other is used.
    private static let table: MDB_dbi = 1

    init(handle: OpaquePointer, path: String) {
        self.path = path
        self.handle = handle
        var table: MDB_dbi = 0
        let code = mdb_dbi_open(handle, nil, 0, &table)
        precondition(code == 0 && table == Self.table, "The unnamed table is number 1")
    }

    /// Adds a row; `MDB_KEYEXIST` when the key is there already.
    func add(_ key: [UInt8], _ value: [UInt8]) throws(LMDBError) {
        let code = key.withUnsafeBytes { key in
            value.withUnsafeBytes { value in
                var key = MDB_val(key)
                var value = MDB_val(value)
                return mdb_put(handle, Self.table, &key, &value, UInt32(MDB_NOOVERWRITE))
            }
        }
        try LMDBError.check(code)
    }

    /// A copy of the value of a key.
    func value(of key: [UInt8]) throws(StorageError) -> [UInt8]? {
        var found = MDB_val()
        let code = key.withUnsafeBytes { key in
            var key = MDB_val(key)
            return mdb_get(handle, Self.table, &key, &found)
        }
        if code == MDB_NOTFOUND { return nil }
        try LMDBError.checkRead(code, path)
        return [UInt8](UnsafeRawBufferPointer(found))
    }

    /// The number of rows.
    func count() throws(StorageError) -> Int {
        var pages = MDB_stat()
        try LMDBError.checkRead(mdb_stat(handle, Self.table, &pages), path)
        return pages.ms_entries
    }

    /// A cursor before the first row whose key is greater than `key`.
    func cursor(after key: [UInt8]?) throws(StorageError) -> LMDBCursor {
        try LMDBCursor(transaction: handle, table: Self.table, after: key, path: path)
    }
}

extension MDB_val {
    /// The same bytes; valid as long as `bytes` is.
    init(_ bytes: UnsafeRawBufferPointer) {
        self.init(
            mv_size: bytes.count, mv_data: UnsafeMutableRawPointer(mutating: bytes.baseAddress))
    }
}

extension UnsafeRawBufferPointer {
    /// The same bytes; valid until the transaction ends.
    init(_ value: MDB_val) { self.init(start: value.mv_data, count: value.mv_size) }
}
