import Glibc

/// Reads a file from its beginning, piece by piece; closed when it goes out of scope.
public struct FileReader: ~Copyable {
    /// The length of the file when it was opened, in bytes.
    public let byteCount: Int
    private let path: String
    private let pieceBytes: Int
    private let file: Int32

    /// Opens a file; `next` gives at most `pieceBytes` at a time.
    /// - Throws: `notFound`; `inputOutput` when it is a directory or may not be read.
    public init(path: String, pieceBytes: Int = 1 << 20) throws(StorageError) {
        self.path = path
        // Not to wait for a writer when the path is a pipe's; a file reads the same.
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard file >= 0 else { throw Files.failure("open", path) }
        var status = stat()
        guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            close(file)
            throw StorageError(.inputOutput, "\(path) is not a file")
        }
        self.file = file
        byteCount = status.st_size
        // Room for a small file at once; what the kernel makes up (`/proc`) has no length.
        self.pieceBytes = min(pieceBytes, max(byteCount + 1, 4_096))
    }

    deinit { close(file) }

    /// The next bytes; `nil` at the end.
    public mutating func next() throws(StorageError) -> [UInt8]? {
        while true {
            var count = 0
            let bytes = [UInt8](unsafeUninitializedCapacity: pieceBytes) { buffer, initialized in
                count = read(file, buffer.baseAddress, pieceBytes)
                initialized = max(count, 0)
            }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw Files.failure("read", path) }
            return bytes.isEmpty ? nil : bytes
        }
    }
}
