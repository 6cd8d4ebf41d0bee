import Glibc

/// Reads frames of a file, each checked before anything of it is used.
final class FrameReader {
    /// Where a frame stands.
    struct Frame {
        let tag: SegmentLayout.Tag
        let offset: UInt64
        let bodyCount: UInt64

        var body: UInt64 { offset + UInt64(SegmentLayout.frameHeadCount) }
        var checksum: UInt64 { body + bodyCount }
        var end: UInt64 { checksum + UInt64(SegmentLayout.checksumCount) }
    }

    private let descriptor: Int32
    let fileCount: UInt64

    init(path: String) throws(SegmentError) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .lastSystem(doing: "opening \(path)") }
        self.descriptor = descriptor
        // The end says how long a file is, and pipes have none.
        let end = lseek(descriptor, 0, SEEK_END)
        guard end >= 0, end < off_t.max else {
            throw SegmentError(.invalid, "\(path) is not a file")
        }
        fileCount = UInt64(end)
    }

    deinit { close(descriptor) }

    /// Bytes of the file; the caller knows that they are there.
    func bytes(at offset: UInt64, count: Int) throws(SegmentError) -> [UInt8] {
        var failure: SegmentError?
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            while filled < count {
                let got = pread(
                    descriptor, buffer.baseAddress! + filled, count - filled,
                    off_t(offset) + off_t(filled))
                if got > 0 { filled += got; continue }
                if got < 0 && errno == EINTR { continue }
                failure =
                    got == 0
                    ? SegmentError(
                        .cutOff, at: offset + UInt64(filled), "the file became shorter meanwhile")
                    : .lastSystem(doing: "reading the segment")
                return
            }
        }
        if let failure { throw failure }
        return bytes
    }

    /// The frame at an offset; its head is checked, and that all of it is in the file.
    func frame(at offset: UInt64) throws(SegmentError) -> Frame {
        let headCount = UInt64(SegmentLayout.frameHeadCount)
        guard offset <= fileCount, fileCount - offset >= headCount else {
            throw cutOff("the segment goes on at offset \(offset)")
        }
        let head = try bytes(at: offset, count: SegmentLayout.frameHeadCount)
        let (tag, count, stored, computed) = head.withUnsafeBytes { head in
            let checked = UnsafeRawBufferPointer(rebasing: head[..<12])
            return (
                String(decoding: head[..<4], as: UTF8.self), head.bigEndian(at: 4, as: UInt64.self),
                head.bigEndian(at: 12, as: UInt32.self), Checksum.of(checked)
            )
        }
        guard stored == computed else {
            throw damaged("the head of a frame", at: offset, count: 12, computed, stored)
        }
        guard let tag = SegmentLayout.Tag(rawValue: tag), count <= tag.bytesMax else {
            throw SegmentError(.invalid, at: offset, "a frame \(tag) of \(count) bytes is unknown")
        }
        let frame = Frame(tag: tag, offset: offset, bodyCount: count)
        guard frame.end <= fileCount else {
            throw cutOff("the \(tag.name) at offset \(offset) reaches to \(frame.end)")
        }
        return frame
    }

    /// The body of a frame, whose checksum holds.
    func body(of frame: Frame) throws(SegmentError) -> [UInt8] {
        let count = Int(frame.bodyCount)
        var bytes = try bytes(at: frame.body, count: count + SegmentLayout.checksumCount)
        let (stored, computed) = bytes.withUnsafeBytes { bytes in
            (
                bytes.bigEndian(at: count, as: UInt32.self),
                Checksum.of(UnsafeRawBufferPointer(rebasing: bytes[..<count]))
            )
        }
        guard stored == computed else {
            throw damaged("the \(frame.tag.name)", at: frame.body, count: count, computed, stored)
        }
        bytes.removeLast(SegmentLayout.checksumCount)
        return bytes
    }

    func cutOff(_ what: String) -> SegmentError {
        SegmentError(
            .cutOff, at: fileCount,
            "the file is cut off: it ends at offset \(fileCount), but \(what)")
    }

    /// What a checksum that does not hold says; one changed byte is named by its place.
    func damaged(
        _ what: String, at offset: UInt64, count: Int, _ computed: UInt32, _ stored: UInt32
    ) -> SegmentError {
        let end = offset + UInt64(count + SegmentLayout.checksumCount)
        guard
            let place = Checksum.changedByte(computed: computed, stored: stored, count: count)
        else {
            return SegmentError(
                .damaged, at: offset, "\(what) is damaged (bytes \(offset) to \(end - 1))")
        }
        let byte = offset + UInt64(place)
        return SegmentError(
            .damaged, at: byte,
            "\(what) is damaged (bytes \(offset) to \(end - 1)): the byte at \(byte) was changed")
    }
}
