/// Takes bytes apart as ``ByteWriter`` has put them together, and never reads beyond their end.
struct ByteReader {
    private let bytes: UnsafeRawBufferPointer
    private var next = 0
    /// Where the bytes stand in the file: what errors name. Unpacked bytes stand nowhere.
    private let place: UInt64
    private let isInFile: Bool

    init(_ bytes: UnsafeRawBufferPointer, at place: UInt64, isInFile: Bool = true) {
        self.bytes = bytes
        self.place = place
        self.isInFile = isInFile
    }

    /// How many bytes are left.
    var left: Int { bytes.count - next }

    /// The place of the next byte, for errors.
    var offset: UInt64 { isInFile ? place + UInt64(next) : place }

    func invalid(_ message: String) -> SegmentError { SegmentError(.invalid, at: offset, message) }

    mutating func number<Number: FixedWidthInteger & BitwiseCopyable>(
        _ name: String, as type: Number.Type = Number.self
    ) throws(SegmentError) -> Number {
        let size = MemoryLayout<Number>.size
        guard left >= size else { throw invalid("the bytes end before \(name)") }
        defer { next += size }
        return bytes.bigEndian(at: next, as: type)
    }

    @inline(__always)
    mutating func varint(_ name: StaticString) throws(SegmentError) -> UInt64 {
        var number: UInt64 = 0
        var shift: UInt64 = 0
        while next < bytes.count {
            let byte = bytes[next]
            next += 1
            let group = UInt64(byte & 0x7F)
            guard shift < 63 || shift == 63 && group <= 1 else { break }
            number |= group << shift
            if byte < 0x80 { return number }
            shift += 7
        }
        throw invalid("\(name) is no number")
    }

    /// A number that is at most `limit`.
    @inline(__always)
    mutating func varint(_ name: StaticString, max limit: Int) throws(SegmentError) -> Int {
        let number = try varint(name)
        guard number <= UInt64(limit) else {
            throw invalid("\(name) is \(number); at most \(limit) is possible here")
        }
        return Int(number)
    }

    @inline(__always)
    mutating func zigzag(_ name: StaticString) throws(SegmentError) -> Int64 {
        let number = try varint(name)
        return Int64(bitPattern: number >> 1) ^ -Int64(bitPattern: number & 1)
    }

    @inline(__always)
    mutating func take(_ count: Int, _ name: String) throws(SegmentError) -> UnsafeRawBufferPointer
    {
        guard count >= 0, count <= left else { throw invalid("the bytes end inside \(name)") }
        defer { next += count }
        return UnsafeRawBufferPointer(rebasing: bytes[next..<next + count])
    }

    mutating func text(_ name: String, bytesMax: Int = 400) throws(SegmentError) -> String {
        try text(Int(try number("the length of \(name)", as: UInt16.self)), name, bytesMax)
    }

    mutating func longText(_ name: String, bytesMax: Int) throws(SegmentError) -> String {
        try text(Int(try number("the length of \(name)", as: UInt32.self)), name, bytesMax)
    }

    private mutating func text(
        _ count: Int, _ name: String, _ bytesMax: Int
    ) throws(SegmentError) -> String {
        guard count <= bytesMax else {
            throw invalid("\(name) has \(count) bytes; the limit is \(bytesMax)")
        }
        guard let text = String(validating: try take(count, name), as: UTF8.self) else {
            throw invalid("\(name) is not UTF-8")
        }
        return text
    }

    /// Refuses bytes that are left over.
    func end(of name: String) throws(SegmentError) {
        guard left == 0 else { throw invalid("\(left) bytes follow \(name)") }
    }
}
