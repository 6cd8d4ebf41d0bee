import CLMDB
import Glibc

/// What a call of LMDB returned other than success.
struct LMDBError: Error {
    let code: Int32

    static func check(_ code: Int32) throws(LMDBError) {
        guard code == 0 else { throw LMDBError(code: code) }
    }

    static func checkRead(_ code: Int32, _ path: String) throws(StorageError) {
        guard code == 0 else { throw LMDBError(code: code).asStorageError("read", path) }
    }

    /// The same for the caller of the store.
    func asStorageError(_ action: String, _ path: String) -> StorageError {
        let reason = mdb_strerror(code).map { String(cString: $0) } ?? "LMDB error \(code)"
        let message = "Could not \(action) the table file \(path): \(reason)"
        return switch code {
        case ENOENT: StorageError(.notFound, message)
        case MDB_INVALID, MDB_CORRUPTED, MDB_PAGE_NOTFOUND, MDB_VERSION_MISMATCH:
            StorageError(.damaged, message)
        default: StorageError(.inputOutput, message)
        }
    }
}
