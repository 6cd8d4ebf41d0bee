/// A segment on disk, opened at both ends: header and trailer are read and checked.
///
/// That the rest is whole and follows from them, only ``verify(_:)`` says.
public final class SegmentFile {
    /// The path that was given.
    public let path: String
    /// What the segment says about itself before its events.
    public let header: SegmentHeader
    /// What it says behind them.
    public let trailer: SegmentTrailer
    let frames: FrameReader
    /// Where the first frame behind the header begins.
    let start: UInt64
    /// Where the trailer's frame begins.
    let trailerOffset: UInt64

    /// Opens a segment.
    ///
    /// - Throws: `cutOff` for a part of one, `damaged` and `invalid` for what is none.
    public init(path: String) throws(SegmentError) {
        self.path = path
        let frames = try FrameReader(path: path)
        let headerFrame = try Self.headerFrame(frames, path)
        header = try Self.read(headerFrame, of: frames) { (body, place) throws(SegmentError) in
            try SegmentHeader(body, at: place)
        }
        trailerOffset = try Self.trailerOffset(frames, behind: headerFrame.end)
        let frame = try frames.frame(at: trailerOffset)
        guard frame.tag == .trailer,
            frame.end + UInt64(SegmentLayout.footerCount) == frames.fileCount
        else {
            throw SegmentError(
                .invalid, at: trailerOffset, "the footer names a place that has no trailer")
        }
        trailer = try Self.read(frame, of: frames) { (body, place) throws(SegmentError) in
            try SegmentTrailer(body, at: place)
        }
        start = headerFrame.end
        self.frames = frames
    }

    /// The length of the file.
    public var byteCount: UInt64 { frames.fileCount }

    /// Reads the body of a frame.
    static func read<Answer>(
        _ frame: FrameReader.Frame, of frames: FrameReader,
        _ parse: (UnsafeRawBufferPointer, UInt64) throws(SegmentError) -> Answer
    ) throws(SegmentError) -> Answer {
        let body = try frames.body(of: frame)
        let parsed = body.withUnsafeBytes { body in
            Result { () throws(SegmentError) in try parse(body, frame.body) }
        }
        return try parsed.get()
    }

    private static func headerFrame(
        _ frames: FrameReader, _ path: String
    ) throws(SegmentError) -> FrameReader.Frame {
        let magic = SegmentLayout.magic
        let begin = try frames.bytes(at: 0, count: min(magic.count, Int(frames.fileCount)))
        let equal = zip(begin, magic).count { $0 == $1 }
        // One wrong byte is damage; more, and it never was a segment.
        guard equal >= begin.count - 1, !begin.isEmpty else {
            throw SegmentError(.invalid, at: 0, "\(path) is not a segment")
        }
        if let place = zip(begin, magic).enumerated().first(where: { $1.0 != $1.1 })?.offset {
            throw SegmentError(
                .damaged, at: UInt64(place),
                "the first bytes are damaged: the byte at \(place) was changed")
        }
        let frame = try frames.frame(at: UInt64(magic.count))
        guard frame.tag == .header else {
            throw SegmentError(.invalid, at: frame.offset, "a segment begins with its header")
        }
        return frame
    }

    /// Reads the footer; when it is not there, finds out why.
    private static func trailerOffset(
        _ frames: FrameReader, behind start: UInt64
    ) throws(SegmentError) -> UInt64 {
        let count = UInt64(SegmentLayout.footerCount)
        guard frames.fileCount >= start + count else { throw try missingEnd(frames, start) }
        let place = frames.fileCount - count
        let footer = try frames.bytes(at: place, count: SegmentLayout.footerCount)
        let (trailer, length, stored, computed) = footer.withUnsafeBytes { footer in
            (
                footer.bigEndian(at: 0, as: UInt64.self), footer.bigEndian(at: 8, as: UInt64.self),
                footer.bigEndian(at: 16, as: UInt32.self),
                Checksum.of(UnsafeRawBufferPointer(rebasing: footer[..<16]))
            )
        }
        let isEnd = footer.suffix(4).elementsEqual(SegmentLayout.endMagic)
        guard isEnd, stored == computed, length == frames.fileCount, trailer < place else {
            throw try missingEnd(frames, start)
        }
        return trailer
    }

    /// Walks over the frames to where the file does not go on as it should.
    private static func missingEnd(
        _ frames: FrameReader, _ start: UInt64
    ) throws(SegmentError) -> SegmentError {
        var offset = start
        while true {
            let frame = try frames.frame(at: offset)
            _ = try frames.body(of: frame)
            offset = frame.end
            guard frame.tag == .trailer else { continue }
            return try footerProblem(frames, trailer: frame.offset, at: offset)
        }
    }

    private static func footerProblem(
        _ frames: FrameReader, trailer: UInt64, at offset: UInt64
    ) throws(SegmentError) -> SegmentError {
        let count = UInt64(SegmentLayout.footerCount)
        guard frames.fileCount >= offset + count else {
            return frames.cutOff("the footer reaches to \(offset + count)")
        }
        guard frames.fileCount == offset + count else {
            return SegmentError(
                .invalid, at: offset + count,
                "\(frames.fileCount - offset - count) bytes follow the end of the segment")
        }
        var expected = ByteWriter()
        expected.number(trailer)
        expected.number(frames.fileCount)
        expected.number(expected.bytes.withUnsafeBytes(Checksum.of))
        expected.raw(SegmentLayout.endMagic)
        let footer = try frames.bytes(at: offset, count: SegmentLayout.footerCount)
        let place = zip(footer, expected.bytes).enumerated().first { $1.0 != $1.1 }?.offset ?? 0
        let byte = offset + UInt64(place)
        return SegmentError(
            .damaged, at: byte, "the footer is damaged: the byte at \(byte) was changed")
    }
}
