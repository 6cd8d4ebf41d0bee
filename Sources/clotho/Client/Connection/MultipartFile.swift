import NIOCore
import Storage

/// A file as the one part of a `multipart/form-data` body, read from the disk while it is sent.
struct MultipartFile: AsyncSequence, Sendable {
    typealias Element = ByteBuffer

    let contentType: String
    /// The length of the whole body, as clients of FATE announce it.
    let byteCount: Int
    private let head: String
    private let tail: String
    private let path: String

    /// Opens the file once to learn its length.
    init(path: String, field: String = "file") throws(StorageError) {
        let boundary = "clotho-\(UInt64.random(in: .min ... .max))"
        let name = path.split(separator: "/").last.map(String.init) ?? path
        let quoted = name.map { $0 == "\"" || $0 == "\\" ? "\\\($0)" : String($0) }.joined()
        head =
            "--\(boundary)\r\nContent-Disposition: form-data; name=\"\(field)\"; "
            + "filename=\"\(quoted)\"\r\nContent-Type: text/csv\r\n\r\n"
        tail = "\r\n--\(boundary)--\r\n"
        contentType = "multipart/form-data; boundary=\(boundary)"
        self.path = path
        byteCount = try FileReader(path: path).byteCount + head.utf8.count + tail.utf8.count
    }

    func makeAsyncIterator() -> Iterator { Iterator(head: head, path: path, tail: tail) }

    final class Iterator: AsyncIteratorProtocol {
        private enum State {
            case head, file, ended
        }

        private let head: String
        private let path: String
        private let tail: String
        private var state = State.head
        private var reader: FileReader?

        fileprivate init(head: String, path: String, tail: String) {
            self.head = head
            self.path = path
            self.tail = tail
        }

        func next() async throws -> ByteBuffer? {
            switch state {
            case .head:
                reader = try FileReader(path: path, pieceBytes: 1 << 18)
                state = .file
                return ByteBuffer(string: head)
            case .file:
                if let bytes = try reader?.next() { return ByteBuffer(bytes: bytes) }
                reader = nil
                state = .ended
                return ByteBuffer(string: tail)
            case .ended: return nil
            }
        }
    }
}
