/// Puts numbers and texts together as the segment format writes them.
struct ByteWriter {
    private(set) var bytes: [UInt8] = []

    var count: Int { bytes.count }

    mutating func reserve(_ count: Int) { bytes.reserveCapacity(count) }

    mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }

    /// A number, highest byte first.
    mutating func number(_ number: some FixedWidthInteger & BitwiseCopyable) {
        withUnsafeBytes(of: number.bigEndian) { bytes.append(contentsOf: $0) }
    }

    /// A number in groups of seven bits, lowest first; all but the last have the highest bit set
    /// (LEB128).
    @inline(__always)
    mutating func varint(_ number: UInt64) {
        var rest = number
        while rest > 0x7F {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: rest))
    }

    /// A number with a sign: 0, -1, 1, -2, … as 0, 1, 2, 3, …
    @inline(__always)
    mutating func zigzag(_ number: Int64) {
        varint(UInt64(bitPattern: number << 1 ^ number >> 63))
    }

    mutating func raw(_ other: some Sequence<UInt8>) { bytes.append(contentsOf: other) }

    @inline(__always)
    mutating func raw(_ other: UnsafeRawBufferPointer) { bytes.append(contentsOf: other) }

    @inline(__always)
    mutating func raw(_ other: UnsafeRawBufferPointer, _ range: Range<Int>) {
        bytes.append(contentsOf: UnsafeRawBufferPointer(rebasing: other[range]))
    }

    /// A length of two bytes and a text.
    mutating func text(_ text: String) {
        number(UInt16(text.utf8.count))
        raw(text.utf8)
    }

    /// A length of four bytes and a text.
    mutating func longText(_ text: String) {
        number(UInt32(text.utf8.count))
        raw(text.utf8)
    }
}
