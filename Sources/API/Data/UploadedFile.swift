import Domain
import Storage
import Wire

/// A file that a client sends: written down while it arrives, and checked at the same time when
/// its format is known by then. It is removed again unless it is kept.
final class UploadedFile {
    let path: String
    private let writer: FileWriter
    private let bytesMax: Int
    private var scanner: CSVScanner?
    private var byteCount = 0
    private var isKept = false

    /// - Parameter format: how the lines become rows; `nil` when that comes later in the form.
    init(path: String, bytesMax: Int, format: CSVFormat?) throws {
        self.path = path
        self.bytesMax = bytesMax
        writer = try FileWriter(path: path)
        scanner = format.map { CSVScanner(format: $0) }
    }

    deinit { if !isKept { FileSystem.remove(path) } }

    func append(_ bytes: [UInt8]) throws {
        byteCount += bytes.count
        guard byteCount <= bytesMax else {
            throw Refusal(
                .data, "the file is larger than \(bytesMax) bytes, the limit of this site")
        }
        _ = try scanner?.feed(bytes)
        try writer.write(bytes)
    }

    /// Says that the file is complete and checks what was not checked yet.
    func finish(format: CSVFormat) throws {
        if var scanner {
            _ = try scanner.finish()
        } else {
            try Self.check(path, format)
        }
    }

    /// Leaves the file where it is.
    func keep() { isKept = true }

    /// Reads a file at the site as the component will read it.
    static func check(_ path: String, _ format: CSVFormat) throws {
        var scanner = CSVScanner(format: format)
        var file = try FileReader(path: path)
        while let bytes = try file.next() { try scanner.feed(bytes) }
        _ = try scanner.finish()
    }
}
