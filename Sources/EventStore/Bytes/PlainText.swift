/// The one rule for every text in the log: UTF-8 without control characters.
///
/// Control characters (U+0000 to U+001F, U+007F to U+009F) would let a text break lines in
/// listings and in signed notes.
enum PlainText {
    static func accepts(_ text: String) -> Bool {
        var text = text
        return text.withUTF8 { accepts(UnsafeRawBufferPointer($0)) }
    }

    /// Whether these bytes are a text that the log takes.
    static func accepts(_ bytes: UnsafeRawBufferPointer) -> Bool {
        isPrintableASCII(bytes) || isPlainUnicode(bytes)
    }

    /// The common case, sixteen bytes at a time.
    static func isPrintableASCII(_ bytes: UnsafeRawBufferPointer) -> Bool {
        var offset = 0
        while offset + 16 <= bytes.count {
            let chunk = bytes.loadUnaligned(fromByteOffset: offset, as: SIMD16<UInt8>.self)
            // Printable bytes are 0x20...0x7E: shifted down to 0, they are at most 0x5E.
            guard (chunk &- 0x20).max() <= 0x5E else { return false }
            offset += 16
        }
        return bytes[offset...].allSatisfy { $0 &- 0x20 <= 0x5E }
    }

    private static func isPlainUnicode(_ bytes: UnsafeRawBufferPointer) -> Bool {
        guard let text = String(validating: bytes, as: UTF8.self) else { return false }
        return text.unicodeScalars.allSatisfy { $0.value >= 0x20 && !(0x7F...0x9F ~= $0.value) }
    }
}
