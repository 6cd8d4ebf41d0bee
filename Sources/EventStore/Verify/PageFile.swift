import Glibc

/// The data file, read page by page and never mapped: whatever stands in it, reading is safe.
final class PageFile {
    /// The open file.
    let descriptor: Int32
    /// The size of the file in bytes.
    let byteCount: Int
    /// The size of a page, known once a meta page was read.
    var pageSize = 4_096

    /// Opens the data file in the directory `path`.
    init(directory path: String, isWritable: Bool = false) throws(EventLogError) {
        let file = path + "/data.mdb"
        descriptor = open(file, (isWritable ? O_RDWR : O_RDONLY) | O_CLOEXEC)
        if descriptor < 0, errno == ENOENT { throw .missing(path: path) }
        guard descriptor >= 0 else { throw .lastSystem(doing: "opening \(file)") }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else {
            let error = EventLogError.lastSystem(doing: "asking for \(file)")
            close(descriptor)
            throw error
        }
        byteCount = Int(status.st_size)
    }

    deinit { close(descriptor) }

    /// How many whole pages the file has.
    var pageCount: UInt64 { UInt64(byteCount / pageSize) }

    /// The bytes of `count` pages from `page` on; `nil` when the file ends before, or cannot be
    /// read there.
    func read(_ page: UInt64, count: Int = 1) -> [UInt8]? {
        guard count > 0, page <= pageCount, UInt64(count) <= pageCount - page else { return nil }
        return bytes(at: Int(page) * pageSize, count: count * pageSize)
    }

    /// The bytes at an offset; `nil` when there are not so many.
    func bytes(at offset: Int, count: Int) -> [UInt8]? {
        var isRead = false
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            while filled < count {
                let got = pread(
                    descriptor, buffer.baseAddress! + filled, count - filled, offset + filled)
                if got < 0, errno == EINTR { continue }
                guard got > 0 else { return }
                filled += got
            }
            isRead = true
        }
        return isRead ? bytes : nil
    }
}

extension [UInt8] {
    /// Reads a number as LMDB writes it, in the order of the machine; the caller has checked the
    /// bounds.
    @inline(__always)
    func native<Number: FixedWidthInteger & BitwiseCopyable>(
        at offset: Int, as type: Number.Type
    ) -> Number {
        precondition(offset >= 0 && offset + MemoryLayout<Number>.size <= count)
        return withUnsafeBytes { $0.loadUnaligned(fromByteOffset: offset, as: type) }
    }
}
