import Glibc

/// A file that is there whole or not at all: written under another name, flushed, renamed.
final class SegmentOutput {
    private let path: String
    private let temporary: String
    private var descriptor: Int32
    private(set) var count: UInt64 = 0

    /// Makes the file `path`; nothing is seen of it before ``finish()``.
    ///
    /// - Throws: `system` when it is there already, or cannot be made.
    init(path: String) throws(SegmentError) {
        guard access(path, F_OK) != 0 else {
            throw SegmentError(.system, "\(path) is there already; give another name or remove it")
        }
        self.path = path
        temporary = "\(path).\(getpid()).\(UInt32.random(in: .min ... .max)).part"
        descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o640)
        guard descriptor >= 0 else { throw .lastSystem(doing: "making \(temporary)") }
    }

    deinit {
        guard descriptor >= 0 else { return }
        close(descriptor)
        unlink(temporary)
    }

    func write(_ bytes: [UInt8]) throws(SegmentError) {
        var done = 0
        while done < bytes.count {
            let written = bytes.withUnsafeBytes { bytes in
                Glibc.write(descriptor, bytes.baseAddress! + done, bytes.count - done)
            }
            if written < 0 && errno == EINTR { continue }
            guard written > 0 else { throw .lastSystem(doing: "writing \(temporary)") }
            done += written
        }
        count += UInt64(bytes.count)
    }

    /// Flushes the file to the disk and gives it its name.
    func finish() throws(SegmentError) {
        guard fsync(descriptor) == 0 else { throw .lastSystem(doing: "flushing \(temporary)") }
        // A link and not a rename: a file that has come to be there meanwhile stays.
        guard link(temporary, path) == 0 else { throw .lastSystem(doing: "naming \(path)") }
        unlink(temporary)
        close(descriptor)
        descriptor = -1
        let slash = path.lastIndex(of: "/")
        let folder = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
        let parent = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard parent >= 0 else { throw .lastSystem(doing: "opening \(folder)") }
        defer { close(parent) }
        guard fsync(parent) == 0 else { throw .lastSystem(doing: "flushing \(folder)") }
    }
}
