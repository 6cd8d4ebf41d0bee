import CLMDB

/// A place in a table of a transaction.
struct LMDBCursor: ~Copyable {
    /// An entry, in memory that is valid until the transaction ends or writes.
    struct Entry {
        let key: UnsafeRawBufferPointer
        let value: UnsafeRawBufferPointer
    }

    private let handle: OpaquePointer

    init(_ handle: OpaquePointer) { self.handle = handle }

    deinit { mdb_cursor_close(handle) }

    /// The number of entries in the table, with those that this transaction has put.
    func count() throws(EventLogError) -> Int {
        var statistics = MDB_stat()
        let table = mdb_cursor_dbi(handle)
        try check(mdb_stat(mdb_cursor_txn(handle), table, &statistics), "counting entries")
        return statistics.ms_entries
    }

    /// The first entry of the table.
    func first() throws(EventLogError) -> Entry? {
        try entry(MDB_FIRST, MDB_val())
    }

    /// The last entry of the table.
    func last() throws(EventLogError) -> Entry? {
        try entry(MDB_LAST, MDB_val())
    }

    /// The entry behind the one last read.
    @inline(__always)
    func next() throws(EventLogError) -> Entry? {
        try entry(MDB_NEXT, MDB_val())
    }

    /// Asks the processor for what lies a page behind an entry, which is to be read soon.
    ///
    /// The pages of a table that only grows mostly follow each other. The processor looks ahead
    /// within a page by itself, but not beyond, and waits for memory at each page's beginning.
    @inline(__always)
    func prefetchNextPage(behind entry: Entry) {
        guard let start = entry.value.baseAddress else { return }
        clmdb_prefetch(start + Self.pageSize, entry.value.count + Self.headerSize)
    }

    /// LMDB takes the machine's page; where that is larger, the hint comes early.
    private static let pageSize = 4_096
    /// What stands in front of a value: flags, the lengths and the key.
    private static let headerSize = 64

    /// The entry of a key.
    func find(_ key: UnsafeRawBufferPointer) throws(EventLogError) -> Entry? {
        try entry(MDB_SET_KEY, MDB_val(key))
    }

    /// The first entry whose key is not before `key`.
    func findOrNext(_ key: UnsafeRawBufferPointer) throws(EventLogError) -> Entry? {
        try entry(MDB_SET_RANGE, MDB_val(key))
    }

    /// Makes room for the value of a key; the caller fills it before the next call.
    @inline(__always)
    func reserve(
        _ key: UnsafeRawBufferPointer, count: Int, isLast: Bool
    ) throws(EventLogError) -> UnsafeMutableRawBufferPointer {
        var key = MDB_val(key)
        var value = MDB_val(mv_size: count, mv_data: nil)
        let flags = isLast ? LMDBFlag.reserve | LMDBFlag.append : LMDBFlag.reserve
        try check(mdb_cursor_put(handle, &key, &value, flags), "writing an entry")
        return UnsafeMutableRawBufferPointer(start: value.mv_data, count: count)
    }

    @inline(__always)
    private func entry(
        _ operation: MDB_cursor_op, _ key: MDB_val
    ) throws(EventLogError) -> Entry? {
        var key = key
        var value = MDB_val()
        let code = mdb_cursor_get(handle, &key, &value, operation)
        if code == MDB_NOTFOUND { return nil }
        try check(code, "reading an entry")
        return Entry(key: key.bytes, value: value.bytes)
    }
}
