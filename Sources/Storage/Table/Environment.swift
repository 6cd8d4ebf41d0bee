import CLMDB
import Glibc

/// One LMDB file: opened once, closed when the last user lets go.
///
/// `@unchecked Sendable`: the handle never changes; a file opened for reading never changes either
/// and LMDB lets any thread begin a read transaction on it (`MDB_NOTLS`); a file opened for
/// writing has one writer, which begins and ends each transaction in one synchronous call. No
/// lock file is needed (`MDB_NOLOCK`), since no one reads a file that is still being written.
final class Environment: @unchecked Sendable {
    enum Use {
        case writing
        case reading
    }

    static let firstMapBytes = 16 << 20
    private let handle: OpaquePointer
    let path: String

    init(path: String, for use: Use) throws(StorageError) {
        var handle: OpaquePointer?
        guard mdb_env_create(&handle) == 0, let handle else {
            throw StorageError(.inputOutput, "LMDB has no memory to open \(path)")
        }
        self.handle = handle
        self.path = path
        if case .writing = use { mdb_env_set_mapsize(handle, Self.firstMapBytes) }
        let common = MDB_NOSUBDIR | MDB_NOLOCK | MDB_NOTLS
        let flags = UInt32(use == .writing ? common | MDB_NOSYNC : common | MDB_RDONLY)
        let code = mdb_env_open(handle, path, flags, 0o640)
        guard code == 0 else { throw LMDBError(code: code).asStorageError("open", path) }
        if case .reading = use { try refuseShortFile() }
    }

    deinit { mdb_env_close(handle) }

    /// Runs `body` in a read transaction. Bytes it sees are valid only inside.
    func read<Result>(
        _ body: (LMDBTransaction) throws(StorageError) -> Result
    ) throws(StorageError) -> Result {
        var transaction: OpaquePointer?
        let code = mdb_txn_begin(handle, nil, UInt32(MDB_RDONLY), &transaction)
        guard code == 0, let transaction else {
            throw LMDBError(code: code).asStorageError("read", path)
        }
        defer { mdb_txn_abort(transaction) }
        return try body(LMDBTransaction(handle: transaction, path: path))
    }

    /// Runs `body` in a write transaction, again with a larger map when the map is full.
    func write(_ body: (LMDBTransaction) throws(LMDBError) -> Void) throws(LMDBError) {
        while true {
            do {
                return try attempt(body)
            } catch {
                guard error.code == MDB_MAP_FULL else { throw error }
                try grow()
            }
        }
    }

    /// Flushes what was committed to the disk.
    func sync() throws(LMDBError) { try LMDBError.check(mdb_env_sync(handle, 1)) }

    private func attempt(
        _ body: (LMDBTransaction) throws(LMDBError) -> Void
    ) throws(LMDBError) {
        var transaction: OpaquePointer?
        try LMDBError.check(mdb_txn_begin(handle, nil, 0, &transaction))
        guard let transaction else { return }
        do {
            try body(LMDBTransaction(handle: transaction, path: path))
        } catch {
            mdb_txn_abort(transaction)
            throw error
        }
        try LMDBError.check(mdb_txn_commit(transaction))
    }

    private func grow() throws(LMDBError) {
        var info = MDB_envinfo()
        try LMDBError.check(mdb_env_info(handle, &info))
        try LMDBError.check(mdb_env_set_mapsize(handle, info.me_mapsize * 4))
    }

    /// A file shorter than its pages would end the process when it is read.
    private func refuseShortFile() throws(StorageError) {
        var info = MDB_envinfo()
        var pages = MDB_stat()
        var file = stat()
        guard mdb_env_info(handle, &info) == 0, mdb_env_stat(handle, &pages) == 0,
            stat(path, &file) == 0,
            file.st_size >= (Int(info.me_last_pgno) + 1) * Int(pages.ms_psize)
        else { throw StorageError(.damaged, "The table file \(path) is cut short") }
    }
}
