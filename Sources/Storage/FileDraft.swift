import Glibc

/// A file that is made under another name before its content is known, and takes its place with it.
///
/// A draft that is not published is removed; one of a process that is killed is left behind.
public struct FileDraft: ~Copyable, Sendable {
    private let path: String
    private let unfinished: String
    private let file: Int32

    /// Makes the file that will become the one at `path`.
    /// - Parameter mode: who may read it.
    /// - Throws: `inputOutput`, with the path and the reason.
    public init(of path: String, mode: UInt32) throws(StorageError) {
        self.path = path
        unfinished = "\(path).\(UInt64.random(in: 0 ... .max)).tmp"
        file = open(unfinished, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
        guard file >= 0 else { throw Files.failure("create", unfinished) }
    }

    deinit {
        close(file)
        unlink(unfinished)
    }

    /// Writes the bytes and replaces what was at the path.
    /// - Parameter isDurable: whether it has to survive a loss of power, not only of the process.
    /// - Throws: `inputOutput`, with the path and the reason; what was there before is still there.
    public consuming func publish(_ bytes: [UInt8], isDurable: Bool) throws(StorageError) {
        try Files.write(bytes, to: file, unfinished)
        if isDurable, fsync(file) != 0 { throw Files.failure("flush", unfinished) }
        guard rename(unfinished, path) == 0 else { throw Files.failure("rename to", path) }
        if isDurable { try Files.flushDirectory(of: path) }
    }
}
