/// A segment as lines of base 64 (RFC 4648 section 4), so that evidence opens as text everywhere.
enum EvidenceArmor {
    static func pack(_ file: FrameReader, to output: SegmentOutput) throws(SegmentError) {
        let step = UInt64(EvidenceLayout.lineBytes * EvidenceLayout.linesAtOnce)
        var offset: UInt64 = 0
        while offset < file.fileCount {
            let bytes = try file.bytes(
                at: offset, count: Int(min(step, file.fileCount - offset)))
            var text: [UInt8] = []
            var rest = bytes[...]
            while !rest.isEmpty {
                text += Array(Base64.text(rest.prefix(EvidenceLayout.lineBytes)).utf8)
                text.append(UInt8(ascii: "\n"))
                rest = rest.dropFirst(EvidenceLayout.lineBytes)
            }
            try output.write(text)
            offset += UInt64(bytes.count)
        }
    }

    /// Where the line begins that ends the statement: the length of the signed note.
    static func begin(of file: FrameReader) throws(SegmentError) -> Int {
        let count = Int(min(file.fileCount, UInt64(EvidenceLayout.statementBytesMax)))
        let bytes = try file.bytes(at: 0, count: count)
        guard let range = bytes.firstRange(of: Array(EvidenceLayout.begin.utf8)) else {
            throw SegmentError(.invalid, at: 0, "this is no evidence: it holds no segment")
        }
        return range.lowerBound
    }

    /// Writes the bytes that the lines from an offset on stand for to a file.
    static func unpack(
        _ file: FrameReader, from start: Int, to path: String
    ) throws(SegmentError) {
        let ending = EvidenceLayout.end.utf8.count
        guard file.fileCount >= UInt64(start + ending) else {
            throw file.cutOff("its end is missing")
        }
        let end = Int(file.fileCount) - ending
        let last = try file.bytes(at: UInt64(end), count: ending)
        guard last == Array(EvidenceLayout.end.utf8) else {
            throw file.cutOff("it should end with \(EvidenceLayout.end.dropLast())")
        }
        let output = try SegmentOutput(path: path)
        let step = (EvidenceLayout.lineCount + 1) * EvidenceLayout.linesAtOnce
        var offset = start
        while offset < end {
            let lines = try file.bytes(at: UInt64(offset), count: min(step, end - offset))
            try output.write(try bytes(lines[...], at: offset))
            offset += lines.count
        }
        try output.finish()
    }

    private static func bytes(
        _ lines: ArraySlice<UInt8>, at offset: Int
    ) throws(SegmentError) -> [UInt8] {
        var bytes: [UInt8] = []
        var rest = lines
        while !rest.isEmpty {
            let line = rest.prefix(EvidenceLayout.lineCount + 1)
            rest = rest.dropFirst(line.count)
            guard line.last == UInt8(ascii: "\n"),
                let part = Base64.bytes(String(decoding: line.dropLast(), as: UTF8.self)),
                part.count == EvidenceLayout.lineBytes || rest.isEmpty
            else {
                throw SegmentError(
                    .damaged, at: UInt64(offset + line.startIndex),
                    "a line of the segment is not \(EvidenceLayout.lineCount) digits of base 64")
            }
            bytes += part
        }
        return bytes
    }
}
