#if !_endian(little)
    #error("Rows of doubles are copied as they lie in memory, which must be little-endian")
#endif

/// Puts the fields of a row's value together; `RowDecoder` reads them back.
struct RowEncoder {
    private(set) var bytes: [UInt8] = []

    mutating func append(_ byte: UInt8) { bytes.append(byte) }

    mutating func append(_ value: Double) {
        withUnsafeBytes(of: value.bitPattern.littleEndian) { bytes.append(contentsOf: $0) }
    }

    mutating func append(_ values: ArraySlice<Double>) {
        values.withUnsafeBytes { bytes.append(contentsOf: $0) }
    }

    /// Text without its length; only as the last field.
    mutating func append(lastText text: String) { bytes.append(contentsOf: text.utf8) }

    /// Text of at most 255 bytes with its length before it; longer text is cut.
    mutating func append(shortText text: String) {
        let utf8 = Array(text.utf8.prefix(255))
        bytes.append(UInt8(utf8.count))
        bytes.append(contentsOf: utf8)
    }
}
