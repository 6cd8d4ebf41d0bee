import Glibc

extension Files {
    /// Writes a new file and flushes it to the disk.
    static func write(_ bytes: [UInt8], to path: String) throws(StorageError) {
        let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o640)
        guard file >= 0 else { throw failure("create", path) }
        defer { close(file) }
        try write(bytes, to: file, path)
        guard fsync(file) == 0 else { throw failure("flush", path) }
    }

    /// Writes bytes to an open file, whose path errors name.
    static func write(
        _ bytes: [UInt8], to file: Int32, _ path: String
    ) throws(StorageError) {
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes { bytes in
                Glibc.write(file, bytes.baseAddress.map { $0 + written }, bytes.count - written)
            }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw failure("write", path) }
            written += count
        }
    }

    /// All bytes of a file.
    static func read(_ path: String) throws(StorageError) -> [UInt8] {
        var bytes: [UInt8] = []
        var file = try FileReader(path: path)
        while let next = try file.next() { bytes.append(contentsOf: next) }
        return bytes
    }
}
