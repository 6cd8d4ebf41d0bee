import CLMDB
import Glibc

/// An open LMDB directory: short reads from any thread, writes from one.
final class LMDBEnvironment: @unchecked Sendable {
    // Unchecked: `handle` is a C pointer that LMDB allows all threads to share (MDB_NOTLS binds
    // read transactions to objects). The variables change only inside `gate` alone.
    private(set) var handle: OpaquePointer
    private let options: EventLogOptions
    private var access: Access
    let path: String
    private let gate = ReadWriteGate()
    private let readers = ReaderPool()
    private let pages = MappedPages()
    private var isOpen = true
    /// Held by the one that writes, while the environment is open.
    private var lock: DirectoryLock?
    private var directory: OpenDirectory?
    private(set) var mapSize: Int

    /// What the environment is opened for.
    enum Access {
        /// Reading and writing, in no other process at the same time.
        case write
        /// Reading a log that exists.
        case read
    }

    private static let tablesMax: UInt32 = 32

    /// Opens the directory at `path`; one that writes makes it when there is none.
    init(path: String, options: EventLogOptions, access: Access) throws(EventLogError) {
        self.path = path
        self.options = options
        self.access = access
        lock = access == .write ? try DirectoryLock(path: path, options.whenInUse) : nil
        directory = try OpenDirectory(path)
        handle = try Self.makeHandle()
        mapSize = Self.wholePages(options.mapSize)
        do {
            try open()
        } catch {
            mdb_env_close(handle)
            isOpen = false
            throw error
        }
    }

    deinit { close() }

    /// Runs `body` on the newest commit. It must be short: the pages it sees cannot be reused.
    func read<Answer>(
        _ body: (borrowing LMDBTransaction) throws(EventLogError) -> Answer
    ) throws(EventLogError) -> Answer {
        while true {
            let answer = try gate.pass { () throws(EventLogError) -> Answer? in
                guard isOpen else { throw .closed }
                guard let reader = try wakeReader() else { return nil }
                defer { readers.rest(reader) }
                return try body(LMDBTransaction(reader.handle, isWritable: false))
            }
            if let answer { return answer }
            try adoptMapSize()
        }
    }

    /// Takes note of what a read has looked at, outside of it.
    func noteRead(ofBytes count: Int) {
        guard pages.note(count) else { return }
        // The map stays where it is while somebody is inside the gate.
        gate.pass { if isOpen { MappedPages.giveBack(mapOf: "\(path)/data.mdb") } }
    }

    /// Opens tables for reading, to stay open after `body`.
    func openTables<Answer>(
        _ body: (borrowing LMDBTransaction) throws(EventLogError) -> Answer
    ) throws(EventLogError) -> Answer {
        try transact(LMDBFlag.readOnly, body)
    }

    /// Commits what `body` writes, durably, or nothing when it throws. For the writer's thread.
    func write<Answer>(
        _ body: (borrowing LMDBTransaction) throws(EventLogError) -> Answer
    ) throws(EventLogError) -> Answer {
        try transact(0, body)
    }

    private func transact<Answer>(
        _ flags: UInt32, _ body: (borrowing LMDBTransaction) throws(EventLogError) -> Answer
    ) throws(EventLogError) -> Answer {
        var transaction: OpaquePointer?
        try check(mdb_txn_begin(handle, nil, flags, &transaction), "beginning a transaction")
        let answer: Answer
        do {
            let isWritable = flags & LMDBFlag.readOnly == 0
            answer = try body(LMDBTransaction(transaction!, isWritable: isWritable))
        } catch {
            mdb_txn_abort(transaction)
            throw error
        }
        try check(mdb_txn_commit(transaction), "committing")
        return answer
    }

    /// Doubles the map; false when it is as large as it may be, or cannot grow.
    func grow() -> Bool {
        let size = min(mapSize * 2, options.mapSizeMax)
        guard size > mapSize else { return false }
        return (try? resize(to: size)) != nil
    }

    /// Gives the map another size. Waits for the reads that run; no write may be open.
    func resize(to size: Int) throws(EventLogError) {
        try gate.passAlone { () throws(EventLogError) in
            let size = Self.wholePages(size)
            try check(mdb_env_set_mapsize(handle, size), "growing the map to \(size) bytes")
            mapSize = size
        }
    }

    /// Closes and opens again, which frees the memory that LMDB keeps of pages it wrote. For the
    /// writer's thread; waits for the reads that run, and lets others wait until the tables are
    /// open again: a table that is not would be an error to them.
    ///
    /// - Parameters:
    ///   - change: What to change in between.
    ///   - openTables: Opens the tables; it must not ``read(_:)``.
    func reopen<Answer>(
        changing change: () -> Void = {}, _ openTables: () throws(EventLogError) -> Answer
    ) throws(EventLogError) -> Answer {
        try gate.passAlone { () throws(EventLogError) in
            guard isOpen else { throw .closed }
            let fresh = try Self.makeHandle()
            readers.abandon()
            mdb_env_close(handle)
            handle = fresh
            change()
            do throws(EventLogError) {
                try open()
                return try openTables()
            } catch {
                mdb_env_close(handle)
                isOpen = false
                throw error
            }
        }
    }

    /// Opens an environment again that was opened for reading, to write from now on, as
    /// ``reopen(changing:_:)`` does.
    ///
    /// - Parameter lock: The directory's lock, which the environment keeps while it is open.
    func beginWriting<Answer>(
        under lock: DirectoryLock, _ openTables: () throws(EventLogError) -> Answer
    ) throws(EventLogError) -> Answer {
        try reopen(
            changing: { [self] in
                access = .write
                self.lock = lock
            }, openTables)
    }

    /// Waits for the reads that run, then closes; what comes later is refused.
    func close() {
        gate.passAlone {
            guard isOpen else { return }
            readers.abandon()
            mdb_env_close(handle)
            isOpen = false
            directory = nil
            lock = nil
        }
    }
}

extension LMDBEnvironment {
    private static func makeHandle() throws(EventLogError) -> OpaquePointer {
        var handle: OpaquePointer?
        try check(mdb_env_create(&handle), "making an LMDB environment")
        return handle!
    }

    private func open() throws(EventLogError) {
        try configure()
        let flags =
            LMDBFlag.noThreadLocal | (options.durability == .full ? 0 : LMDBFlag.noSync)
            | (access == .read ? LMDBFlag.readOnly : 0)
        let code = mdb_env_open(handle, path, flags, 0o640)
        // LMDB wants to begin an empty file, which a reader cannot: the code is that of the write.
        if access == .read, code == ENOENT || code == EBADF { throw .missing(path: path) }
        try check(code, "opening \(path) with a map of \(mapSize) bytes")
        try keepFromChildren()
        try forgetDeadReaders()
    }

    private func configure() throws(EventLogError) {
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

    /// A reader of the newest commit; `nil` when another process has made the map larger.
    private func wakeReader() throws(EventLogError) -> IdleReader? {
        try readers.wake(in: handle) { () throws(EventLogError) in try forgetDeadReaders() }
    }

    /// Makes the map as large as the process that writes has made it.
    private func adoptMapSize() throws(EventLogError) {
        try gate.passAlone { () throws(EventLogError) in
            guard isOpen else { throw .closed }
            try check(mdb_env_set_mapsize(handle, 0), "following the growth of the map")
            var information = MDB_envinfo()
            try check(mdb_env_info(handle, &information), "asking for the size of the map")
            mapSize = information.me_mapsize
        }
    }

    private static func wholePages(_ size: Int) -> Int {
        let page = sysconf(Int32(_SC_PAGESIZE))
        return (size + page - 1) / page * page
    }
}
