import CLMDB

/// One of the named tables in an environment.
typealias LMDBTable = MDB_dbi

/// A view of the environment at one commit, or the making of the next commit.
///
/// It lives inside the closure that it is lent to, and so does all memory it hands out.
struct LMDBTransaction: ~Copyable {
    private let handle: OpaquePointer
    /// Whether it may write.
    let isWritable: Bool

    init(_ handle: OpaquePointer, isWritable: Bool) {
        self.handle = handle
        self.isWritable = isWritable
    }

    /// The number of the commit that it sees.
    var number: UInt64 { UInt64(mdb_txn_id(handle)) }

    /// Opens a table; one that writes makes it when there is none.
    func openTable(_ name: String) throws(EventLogError) -> LMDBTable {
        var table = LMDBTable()
        let flags = isWritable ? LMDBFlag.create : 0
        try check(mdb_dbi_open(handle, name, flags, &table), "opening table \(name)")
        return table
    }

    /// Opens a table; `nil` when there is none.
    func table(_ name: String) throws(EventLogError) -> LMDBTable? {
        var table = LMDBTable()
        let code = mdb_dbi_open(handle, name, 0, &table)
        if code == MDB_NOTFOUND { return nil }
        try check(code, "opening table \(name)")
        return table
    }

    /// Deletes the entry of a key, if there is one.
    func delete(
        _ key: UnsafeRawBufferPointer, from table: LMDBTable
    ) throws(EventLogError) {
        var key = MDB_val(key)
        let code = mdb_del(handle, table, &key, nil)
        if code != MDB_NOTFOUND { try check(code, "deleting an entry") }
    }

    /// Deletes a table and its entries; the handle means nothing from then on.
    func drop(_ table: LMDBTable) throws(EventLogError) {
        try check(mdb_drop(handle, table, 1), "deleting a table")
    }

    /// A place in a table; it must not outlive the transaction.
    func cursor(_ table: LMDBTable) throws(EventLogError) -> LMDBCursor {
        var cursor: OpaquePointer?
        try check(mdb_cursor_open(handle, table, &cursor), "opening a cursor")
        return LMDBCursor(cursor!)
    }

    /// The number of entries in a table.
    func count(_ table: LMDBTable) throws(EventLogError) -> Int {
        var statistics = MDB_stat()
        try check(mdb_stat(handle, table, &statistics), "counting entries")
        return statistics.ms_entries
    }

    /// The value of a key; `nil` when there is none.
    func value(
        of key: UnsafeRawBufferPointer, in table: LMDBTable
    ) throws(EventLogError) -> UnsafeRawBufferPointer? {
        var key = MDB_val(key)
        var value = MDB_val()
        let code = mdb_get(handle, table, &key, &value)
        if code == MDB_NOTFOUND { return nil }
        try check(code, "reading a value")
        return value.bytes
    }
}

extension MDB_val {
    /// Points at memory that LMDB reads during the call and leaves alone.
    @inline(__always)
    init(_ bytes: UnsafeRawBufferPointer) {
        self.init(
            mv_size: bytes.count, mv_data: UnsafeMutableRawPointer(mutating: bytes.baseAddress))
    }

    @inline(__always)
    var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: mv_data, count: mv_size) }
}
