import Glibc

/// A file that one process writes to when something has changed; watching it wakes the others.
///
/// What changes cannot be watched itself: a data file changes for the last time before its commit
/// can be seen, so a watcher would look too early and then sleep.
public final class Bell: Sendable {
    /// The name of a log's bell, beside its data.
    static let fileName = "bell"
    private let descriptor: Int32

    /// Opens a bell, and makes it where there is none.
    public init(path: String) throws(EventLogError) {
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o640)
        guard descriptor >= 0 else { throw .lastSystem(doing: "opening \(path)") }
    }

    /// Opens the bell of a log.
    convenience init(directory: String) throws(EventLogError) {
        try self.init(path: "\(directory)/\(Self.fileName)")
    }

    deinit { Glibc.close(descriptor) }

    /// Tells the watchers that a position is reached, which is also what the file then says: 8
    /// bytes, big-endian.
    ///
    /// It always writes over the same bytes, so a full disk does not silence it.
    public func ring(_ position: Position) {
        withUnsafeBytes(of: position.number.bigEndian) { bytes in
            _ = pwrite(descriptor, bytes.baseAddress, bytes.count, 0)
        }
    }
}
