import Glibc

/// Small files that are replaced as a whole: a reader sees the old bytes or the new, never a part.
public enum SmallFile {
    /// Writes the file under another name and renames it.
    /// - Parameter isDurable: whether it has to survive a loss of power, not only of the process.
    /// - Parameter mode: who may read it; the site's user alone unless told otherwise.
    /// - Throws: `inputOutput`, with the path and the reason.
    public static func replace(
        _ path: String, with bytes: [UInt8], isDurable: Bool, mode: UInt32 = 0o600
    ) throws(StorageError) {
        try FileDraft(of: path, mode: mode).publish(bytes, isDurable: isDurable)
    }

    /// The bytes of a file; `nil` when there is none.
    public static func read(_ path: String) throws(StorageError) -> [UInt8]? {
        do throws(StorageError) {
            return try Files.read(path)
        } catch  where error.code == .notFound {
            return nil
        }
    }

    /// The names in a directory, in no order.
    /// - Throws: `notFound`, `inputOutput`.
    public static func names(in directory: String) throws(StorageError) -> [String] {
        try Files.names(in: directory)
    }

    /// Writes behind the last byte of a file, which is made when there is none.
    ///
    /// Lines of several processes do not mix, as each call is one write.
    /// - Throws: `inputOutput`, with the path and the reason.
    public static func append(_ bytes: [UInt8], to path: String) throws(StorageError) {
        let file = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o640)
        guard file >= 0 else { throw Files.failure("open", path) }
        defer { close(file) }
        guard bytes.withUnsafeBytes({ Glibc.write(file, $0.baseAddress, $0.count) }) == bytes.count
        else { throw Files.failure("write", path) }
    }

    /// Makes a directory and those above it; none of them has to survive a loss of power.
    /// - Throws: `inputOutput` when one cannot be made.
    public static func makeDirectories(_ path: String) throws(StorageError) {
        if path.isEmpty || mkdir(path, 0o750) == 0 || errno == EEXIST { return }
        guard errno == ENOENT, let slash = path.lastIndex(of: "/") else {
            throw Files.failure("make the directory", path)
        }
        try makeDirectories(String(path[..<slash]))
        guard mkdir(path, 0o750) == 0 || errno == EEXIST else {
            throw Files.failure("make the directory", path)
        }
    }
}
