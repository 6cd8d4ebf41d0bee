import CLMDB
import Glibc

/// The constants of LMDB in the type that its functions take.
enum LMDBFlag {
    static let append = UInt32(MDB_APPEND)
    static let create = UInt32(MDB_CREATE)
    static let noSync = UInt32(MDB_NOSYNC)
    static let noThreadLocal = UInt32(MDB_NOTLS)
    static let readOnly = UInt32(MDB_RDONLY)
    static let reserve = UInt32(MDB_RESERVE)
}

extension EventLogError {
    /// What LMDB or the operating system answered.
    static func system(_ code: Int32, doing: String) -> EventLogError {
        .failure(code: code, message: String(cString: mdb_strerror(code)), doing: doing)
    }

    /// The code of the last system call that failed.
    static func lastSystem(doing: String) -> EventLogError { system(errno, doing: doing) }

    /// Whether the map was too small for a write; LMDB has undone all of it.
    var isMapFull: Bool {
        guard case .failure(MDB_MAP_FULL, _, _) = self else { return false }
        return true
    }
}

/// Throws unless LMDB was content.
@inline(__always)
func check(_ code: Int32, _ doing: @autoclosure () -> String) throws(EventLogError) {
    guard code == MDB_SUCCESS else { throw .system(code, doing: doing()) }
}
