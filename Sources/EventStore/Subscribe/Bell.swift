import Glibc

/// The file `bell` beside the data: the writer writes to it after each commit, which wakes the
/// processes that watch it.
///
/// The data file itself cannot be watched: it changes for the last time before its commit can be
/// seen, so a watcher would look too early and then sleep.
final class Bell: Sendable {
    static let fileName = "bell"
    private let descriptor: Int32

    /// Opens the bell of a log, and makes it where there is none.
    init(directory: String) throws(EventLogError) {
        let path = "\(directory)/\(Self.fileName)"
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o640)
        guard descriptor >= 0 else { throw .lastSystem(doing: "opening \(path)") }
    }

    deinit { Glibc.close(descriptor) }

    /// Tells the watchers that the log has reached `head`, which is also what the file then says:
    /// 8 bytes, big-endian.
    ///
    /// It always writes over the same bytes, so a full disk does not silence it.
    func ring(_ head: Position) {
        withUnsafeBytes(of: head.number.bigEndian) { bytes in
            _ = pwrite(descriptor, bytes.baseAddress, bytes.count, 0)
        }
    }
}
