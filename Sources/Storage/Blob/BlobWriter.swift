import Crypto
import Glibc

/// Writes one blob piece by piece under a temporary name, and hashes what it writes.
struct BlobWriter: ~Copyable {
    private let path: String
    private let file: Int32
    private var hash = SHA256()

    init(path: String) throws(StorageError) {
        let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o640)
        guard file >= 0 else { throw Files.failure("create", path) }
        self.path = path
        self.file = file
    }

    /// What was not published is not kept.
    deinit {
        close(file)
        unlink(path)
    }

    mutating func write(_ bytes: [UInt8]) throws(StorageError) {
        bytes.withUnsafeBytes { hash.update(bufferPointer: $0) }
        try Files.write(bytes, to: file, path)
    }

    /// Gives the file its name, when its bytes have this digest.
    consuming func publish(_ digest: String, as name: String) throws(StorageError) {
        guard Hex.text(hash.finalize()) == digest else {
            throw StorageError(.damaged, "The artifact \(digest) does not match its digest")
        }
        guard fsync(file) == 0 else { throw Files.failure("flush", path) }
        try Files.publish(path, as: name)
    }
}
