import Glibc

/// Writes a file from its beginning; closed when it goes out of scope.
final class FileWriter {
    let path: String
    private let file: Int32

    /// Makes the file, or empties the one that is there.
    init(path: String) throws(FileError) {
        self.path = path
        file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o640)
        guard file >= 0 else { throw FileError("write", path) }
    }

    deinit { close(file) }

    func write(_ bytes: [UInt8]) throws(FileError) {
        var done = 0
        while done < bytes.count {
            let count = bytes.withUnsafeBytes { buffer in
                Glibc.write(file, buffer.baseAddress.map { $0 + done }, buffer.count - done)
            }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw FileError("write", path) }
            done += count
        }
    }
}
