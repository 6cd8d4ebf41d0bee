import Glibc

/// Keeps a second process from writing to the same directory.
///
/// The kernel holds the lock on the open file `lock` and drops it when the process ends, however
/// it ends. The file says who holds it; it stays behind and means nothing by itself.
final class DirectoryLock: Sendable {
    private let descriptor: Int32

    /// Takes the lock; makes the directory when there is none.
    init(path: String) throws(EventLogError) {
        try Self.makeDirectory(path)
        let file = path + "/lock"
        let descriptor = open(file, O_RDWR | O_CREAT | O_CLOEXEC, 0o640)
        guard descriptor >= 0 else { throw .lastSystem(doing: "opening \(file)") }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let code = errno
            defer { Glibc.close(descriptor) }
            guard code == EWOULDBLOCK else { throw .system(code, doing: "locking \(file)") }
            throw .inUse(path: path, processID: Self.holder(descriptor))
        }
        self.descriptor = descriptor
        let text = Array("\(getpid())\n".utf8)
        guard ftruncate(descriptor, 0) == 0, pwrite(descriptor, text, text.count, 0) == text.count
        else { throw .lastSystem(doing: "writing \(file)") }
    }

    deinit { Glibc.close(descriptor) }

    private static func holder(_ descriptor: Int32) -> Int32? {
        var buffer = [UInt8](repeating: 0, count: 16)
        let count = pread(descriptor, &buffer, buffer.count, 0)
        let digits = buffer.prefix(max(0, count)).prefix { $0 != UInt8(ascii: "\n") }
        return Int32(String(decoding: digits, as: UTF8.self))
    }

    /// Makes `path` and what is missing above it, and flushes each new entry to the disk.
    private static func makeDirectory(_ path: String) throws(EventLogError) {
        if mkdir(path, 0o750) != 0 {
            let code = errno
            if code == EEXIST { return }
            guard code == ENOENT, let parent = parent(of: path) else {
                throw .system(code, doing: "making \(path)")
            }
            try makeDirectory(parent)
            return try makeDirectory(path)
        }
        let parent = open(parent(of: path) ?? ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard parent >= 0 else { throw .lastSystem(doing: "opening the directory of \(path)") }
        defer { Glibc.close(parent) }
        guard fsync(parent) == 0 else { throw .lastSystem(doing: "flushing \(path)") }
    }

    private static func parent(of path: String) -> String? {
        guard let slash = path.lastIndex(of: "/"), slash > path.startIndex else { return nil }
        return String(path[..<slash])
    }
}
