import CLMDB
import Glibc
import Synchronization

/// An open LMDB directory: short reads from any thread, writes from one.
final class LMDBEnvironment: @unchecked Sendable {
    // Unchecked: `handle` is a C pointer that LMDB allows all threads to share (MDB_NOTLS binds
    // read transactions to objects). `lock` and `mapSize` change only inside `gate` alone.
    private let handle: OpaquePointer
    private let gate = ReadWriteGate()
    private let idleReaders = Mutex<[IdleReader]>([])
    /// Held while the environment is open.
    private var lock: DirectoryLock?
    private(set) var mapSize: Int

    /// A read transaction that was reset: it sees nothing and keeps nothing from being reused.
    private struct IdleReader: @unchecked Sendable {
        // Unchecked: whoever takes it out of the list is its only owner.
        let handle: OpaquePointer
    }

    private static let idleReadersMax = 16
    private static let tablesMax: UInt32 = 32

    /// Opens the directory at `path`, for this process alone; makes it when there is none.
    init(path: String, options: EventLogOptions) throws(EventLogError) {
        let lock = try DirectoryLock(path: path)
        var handle: OpaquePointer?
        try check(mdb_env_create(&handle), "making an LMDB environment")
        self.handle = handle!
        self.lock = lock
        self.mapSize = Self.wholePages(options.mapSize)
        try configure(options)
        let flags = LMDBFlag.noThreadLocal | (options.durability == .full ? 0 : LMDBFlag.noSync)
        let purpose = "opening \(path) with a map of \(mapSize) bytes"
        try check(mdb_env_open(handle, path, flags, 0o640), purpose)
        try keepFromChildren()
        var staleReaders: Int32 = 0
        try check(mdb_reader_check(handle, &staleReaders), "clearing readers that have died")
    }

    deinit { close() }

    /// Runs `body` on the newest commit. It must be short: the pages it sees cannot be reused.
    func read<Answer>(
        _ body: (borrowing LMDBTransaction) throws(EventLogError) -> Answer
    ) throws(EventLogError) -> Answer {
        try gate.pass { () throws(EventLogError) in
            guard lock != nil else { throw .closed }
            let reader = try wakeReader()
            defer { rest(reader) }
            return try body(LMDBTransaction(reader.handle))
        }
    }

    /// Commits what `body` writes, durably, or nothing when it throws. For the writer's thread.
    func write<Answer>(
        _ body: (borrowing LMDBTransaction) throws(EventLogError) -> Answer
    ) throws(EventLogError) -> Answer {
        var transaction: OpaquePointer?
        try check(mdb_txn_begin(handle, nil, 0, &transaction), "beginning a commit")
        let answer: Answer
        do {
            answer = try body(LMDBTransaction(transaction!))
        } catch {
            mdb_txn_abort(transaction)
            throw error
        }
        try check(mdb_txn_commit(transaction), "committing")
        return answer
    }

    /// Gives the map another size. Waits for the reads that run; no write may be open.
    func resize(to size: Int) throws(EventLogError) {
        try gate.passAlone { () throws(EventLogError) in
            let size = Self.wholePages(size)
            try check(mdb_env_set_mapsize(handle, size), "growing the map to \(size) bytes")
            mapSize = size
        }
    }

    /// Waits for the reads that run, then closes; what comes later is refused.
    func close() {
        gate.passAlone {
            guard lock != nil else { return }
            for reader in idleReaders.withLock({ $0 }) { mdb_txn_abort(reader.handle) }
            mdb_env_close(handle)
            lock = nil
        }
    }
}

extension LMDBEnvironment {
    private func configure(_ options: EventLogOptions) throws(EventLogError) {
        try check(mdb_env_set_maxdbs(handle, Self.tablesMax), "setting the number of tables")
        try check(
            mdb_env_set_maxreaders(handle, UInt32(options.readersMax)),
            "setting the number of readers")
        try check(mdb_env_set_mapsize(handle, mapSize), "setting the map to \(mapSize) bytes")
    }

    /// Worker processes outlive the server: they must not inherit the data file.
    private func keepFromChildren() throws(EventLogError) {
        var descriptor: Int32 = -1
        try check(mdb_env_get_fd(handle, &descriptor), "asking for the data file")
        guard fcntl(descriptor, F_SETFD, FD_CLOEXEC) == 0 else {
            throw .lastSystem(doing: "keeping the data file from child processes")
        }
    }

    private func wakeReader() throws(EventLogError) -> IdleReader {
        if let reader = idleReaders.withLock({ $0.popLast() }) {
            let code = mdb_txn_renew(reader.handle)
            if code != MDB_SUCCESS { mdb_txn_abort(reader.handle) }
            try check(code, "beginning a read")
            return reader
        }
        var handle: OpaquePointer?
        try check(
            mdb_txn_begin(self.handle, nil, LMDBFlag.readOnly, &handle), "beginning a read")
        return IdleReader(handle: handle!)
    }

    private func rest(_ reader: IdleReader) {
        mdb_txn_reset(reader.handle)
        let isKept = idleReaders.withLock { idle in
            guard idle.count < Self.idleReadersMax else { return false }
            idle.append(reader)
            return true
        }
        if !isKept { mdb_txn_abort(reader.handle) }
    }

    private static func wholePages(_ size: Int) -> Int {
        let page = sysconf(Int32(_SC_PAGESIZE))
        return (size + page - 1) / page * page
    }
}
