import CDispatch
import Glibc
import Synchronization

/// Keeps this process from opening one directory twice: LMDB holds POSIX locks, which end for the
/// whole process as soon as one of its two environments closes.
final class OpenDirectory: Sendable {
    private struct FileID: Hashable, Sendable {
        let device: dev_t
        let inode: ino_t
    }

    private static let all = Mutex<Set<FileID>>([])
    private let id: FileID

    init(_ path: String) throws(EventLogError) {
        var status = stat()
        guard stat(path, &status) == 0 else {
            throw errno == ENOENT ? .missing(path: path) : .lastSystem(doing: "opening \(path)")
        }
        id = FileID(device: status.st_dev, inode: status.st_ino)
        guard Self.all.withLock({ $0.insert(id).inserted }) else {
            throw .inUse(path: path, processID: getpid())
        }
    }

    deinit { Self.all.withLock { _ = $0.remove(id) } }
}
