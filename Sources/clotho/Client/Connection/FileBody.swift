import NIOCore
import Storage

/// A file as the body of a request, read from the disk while it is sent.
struct FileBody: AsyncSequence, Sendable {
    typealias Element = ByteBuffer

    let byteCount: Int
    private let path: String
    private let progress: @Sendable (UInt64, UInt64) -> Void

    /// Opens the file once to learn its length.
    init(
        path: String, progress: @escaping @Sendable (UInt64, UInt64) -> Void
    ) throws(StorageError) {
        byteCount = try FileReader(path: path).byteCount
        self.path = path
        self.progress = progress
    }

    func makeAsyncIterator() -> Iterator { Iterator(body: self) }

    final class Iterator: AsyncIteratorProtocol {
        private let body: FileBody
        private var reader: FileReader?
        private var sent = 0

        fileprivate init(body: FileBody) { self.body = body }

        func next() async throws -> ByteBuffer? {
            if reader == nil { reader = try FileReader(path: body.path, pieceBytes: 1 << 18) }
            guard let bytes = try reader?.next() else { return nil }
            sent += bytes.count
            body.progress(UInt64(sent), UInt64(body.byteCount))
            return ByteBuffer(bytes: bytes)
        }
    }
}
