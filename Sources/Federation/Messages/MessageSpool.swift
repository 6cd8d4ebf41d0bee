import Domain
import Glibc
import Storage

/// The messages on disk: `<directory>/<job>/<number>.message`, a header line and the bytes.
///
/// Names and tags come from other organisations, so no file is named after them. A file appears
/// whole, by renaming, but is not flushed: it survives the end of the server, and when the machine
/// goes down the workers that wait for it are gone as well.
struct MessageSpool: Sendable {
    let directory: String

    init(directory: String) throws(StorageError) {
        self.directory = directory
        try SmallFile.makeDirectories(directory)
    }

    func write(
        _ bytes: [UInt8], _ message: StoredMessage, to address: MessageAddress
    ) throws(StorageError) {
        let job = address.receiver.task.job
        let file = MessageHeader(address: address, byteCount: bytes.count).line + bytes
        while true {
            try SmallFile.makeDirectories("\(directory)/\(job)")
            do throws(StorageError) {
                return try SmallFile.replace(path(message, job), with: file, isDurable: false)
            } catch  where error.code == .notFound {
                // The folder went with the last other message before this one was in it.
                continue
            }
        }
    }

    /// The bytes of a message; `nil` when it was removed.
    func read(_ message: StoredMessage, of job: JobID) throws(StorageError) -> [UInt8]? {
        guard let file = try SmallFile.read(path(message, job)) else { return nil }
        return Array(file.suffix(message.byteCount))
    }

    /// Removes a message, and the folder of its job with the last one.
    func remove(_ message: StoredMessage, of job: JobID) {
        unlink(path(message, job))
        rmdir("\(directory)/\(job)")
    }

    /// All messages, as an earlier hub left them; what it did not finish is removed.
    func load() throws(StorageError) -> [MessageAddress: StoredMessage] {
        var messages: [MessageAddress: StoredMessage] = [:]
        for folder in try SmallFile.names(in: directory) {
            guard let job = JobID(folder) else { continue }
            for name in try SmallFile.names(in: "\(directory)/\(folder)") {
                let path = "\(directory)/\(folder)/\(name)"
                guard let number = Self.number(name), let header = try header(of: path),
                    header.address.receiver.task.job == job
                else {
                    unlink(path)
                    continue
                }
                messages[header.address] = StoredMessage(
                    number: number, byteCount: header.byteCount)
            }
        }
        return messages
    }

    /// The header of a whole file; `nil` when the file is not whole.
    private func header(of path: String) throws(StorageError) -> MessageHeader? {
        var file = try FileReader(path: path, pieceBytes: 16 << 10)
        let byteCount = file.byteCount
        var line: [UInt8] = []
        while let piece = try file.next() {
            let end = piece.firstIndex(of: UInt8(ascii: "\n"))
            line += piece[..<(end ?? piece.endIndex)]
            guard end != nil else { continue }
            let header = MessageHeader(line: line)
            return header?.byteCount == byteCount - line.count - 1 ? header : nil
        }
        return nil
    }

    private static func number(_ name: String) -> Int? {
        name.hasSuffix(".message") ? Int(name.dropLast(".message".utf8.count)) : nil
    }

    private func path(_ message: StoredMessage, _ job: JobID) -> String {
        "\(directory)/\(job)/\(message.number).message"
    }
}
