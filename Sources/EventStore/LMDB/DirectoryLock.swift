import Glibc

/// Keeps a second process from writing to the same directory.
///
/// The kernel holds the lock on the open file `lock` and drops it when the process ends, however
/// it ends. The file says who holds it; it stays behind and means nothing by itself.
final class DirectoryLock: Sendable {
    private static let textSize = 16
    private let descriptor: Int32

    /// Takes the lock; makes the directory when there is none.
    init(path: String, _ whenInUse: EventLogOptions.WhenInUse) throws(EventLogError) {
        try Self.makeDirectory(path)
        let file = path + "/lock"
        let descriptor = open(file, O_RDWR | O_CREAT | O_CLOEXEC, 0o640)
        guard descriptor >= 0 else { throw .lastSystem(doing: "opening \(file)") }
        do {
            try Self.take(descriptor, path, whenInUse)
            try Self.sign(descriptor, file)
        } catch {
            Glibc.close(descriptor)
            throw error
        }
        self.descriptor = descriptor
    }

    /// The process that holds the lock of a directory, by its own word; `nil` when none is known.
    static func holder(of path: String) -> Int32? {
        let descriptor = open(path + "/lock", O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { Glibc.close(descriptor) }
        return holder(descriptor)
    }

    deinit {
        // Closing alone would leave the lock to a child that is just being started: until it runs
        // its program it has the descriptor too.
        flock(descriptor, LOCK_UN)
        Glibc.close(descriptor)
    }

    private static func take(
        _ descriptor: Int32, _ path: String, _ whenInUse: EventLogOptions.WhenInUse
    ) throws(EventLogError) {
        let operation = whenInUse == .wait ? LOCK_EX : LOCK_EX | LOCK_NB
        while flock(descriptor, operation) != 0 {
            switch errno {
            case EINTR: continue
            case EWOULDBLOCK: throw .inUse(path: path, processID: holder(descriptor))
            case let code: throw .system(code, doing: "locking \(path)/lock")
            }
        }
    }

    /// Says who holds the lock, always in as many bytes: they are written over the last holder's,
    /// which needs no room on a full disk.
    private static func sign(_ descriptor: Int32, _ file: String) throws(EventLogError) {
        let digits = Array(String(getpid()).utf8)
        let padding = [UInt8](repeating: UInt8(ascii: " "), count: textSize - 1 - digits.count)
        let text = digits + padding + [UInt8(ascii: "\n")]
        guard pwrite(descriptor, text, text.count, 0) == text.count else {
            throw .lastSystem(doing: "writing \(file)")
        }
    }

    private static func holder(_ descriptor: Int32) -> Int32? {
        var buffer = [UInt8](repeating: 0, count: textSize)
        let count = pread(descriptor, &buffer, buffer.count, 0)
        let digits = buffer.prefix(max(0, count)).prefix { $0 > UInt8(ascii: " ") }
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
