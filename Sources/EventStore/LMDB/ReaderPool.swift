import CLMDB
import Synchronization

/// A read transaction that was reset: it sees nothing and keeps nothing from being reused.
struct IdleReader: @unchecked Sendable {
    // Unchecked: whoever takes it out of the pool is its only owner.
    let handle: OpaquePointer
}

/// Read transactions of one environment that wait to be used again: to begin one anew costs more.
struct ReaderPool: ~Copyable {
    private let idle = Mutex<[IdleReader]>([])

    private static let idleMax = 16

    /// A reader of the newest commit; `nil` when another process has made the map larger.
    ///
    /// - Parameter makeRoom: Called when the table of readers is full.
    func wake(
        in environment: OpaquePointer, makeRoom: () throws(EventLogError) -> Void
    ) throws(EventLogError) -> IdleReader? {
        if let reader = idle.withLock({ $0.popLast() }) {
            let code = mdb_txn_renew(reader.handle)
            if code == MDB_SUCCESS { return reader }
            mdb_txn_abort(reader.handle)
            if code == MDB_MAP_RESIZED { return nil }
            try check(code, "beginning a read")
        }
        var handle: OpaquePointer?
        var code = mdb_txn_begin(environment, nil, LMDBFlag.readOnly, &handle)
        if code == MDB_READERS_FULL {
            try makeRoom()
            code = mdb_txn_begin(environment, nil, LMDBFlag.readOnly, &handle)
        }
        if code == MDB_MAP_RESIZED { return nil }
        try check(code, "beginning a read")
        return IdleReader(handle: handle!)
    }

    /// Takes a reader back.
    func rest(_ reader: IdleReader) {
        mdb_txn_reset(reader.handle)
        let isKept = idle.withLock { idle in
            guard idle.count < Self.idleMax else { return false }
            idle.append(reader)
            return true
        }
        if !isKept { mdb_txn_abort(reader.handle) }
    }

    /// Ends all of them: the environment is about to be closed.
    func abandon() {
        idle.withLock { readers in
            for reader in readers { mdb_txn_abort(reader.handle) }
            readers = []
        }
    }
}
