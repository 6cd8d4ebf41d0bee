import Hummingbird
import NIOCore
import Storage

/// A directory as a compressed tar archive, made while it is sent.
struct TarArchive: Sendable {
    let directory: String

    func write(to writer: inout any ResponseBodyWriter) async throws {
        let gzip = Gzip()
        for file in FileSystem.files(below: directory) {
            let header = TarHeader.bytes(
                name: file.name, size: file.byteCount, changedAt: file.changedAt)
            try await send(gzip.compress(header), to: &writer)
            try await append(file, gzip, to: &writer)
        }
        try await send(gzip.compress(TarHeader.end), to: &writer)
        try await send(gzip.finish(), to: &writer)
        try await writer.finish(nil)
    }

    /// A file that grows or shrinks meanwhile keeps the size that its header told.
    private func append(
        _ file: FileSystem.Entry, _ gzip: Gzip, to writer: inout any ResponseBodyWriter
    ) async throws {
        var left = file.byteCount
        if left > 0, var reader = try? FileReader(path: "\(directory)/\(file.name)") {
            while left > 0, let bytes = try reader.next() {
                let part = Array(bytes.prefix(left))
                left -= part.count
                try await send(gzip.compress(part), to: &writer)
            }
        }
        while left > 0 {
            let zeros = [UInt8](repeating: 0, count: min(left, 64 << 10))
            left -= zeros.count
            try await send(gzip.compress(zeros), to: &writer)
        }
        try await send(gzip.compress(TarHeader.padding(after: file.byteCount)), to: &writer)
    }

    private func send(_ bytes: [UInt8], to writer: inout any ResponseBodyWriter) async throws {
        if !bytes.isEmpty { try await writer.write(ByteBuffer(bytes: bytes)) }
    }
}
