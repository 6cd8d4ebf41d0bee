/// The one rule for every text in the log: UTF-8 without control characters.
///
/// Control characters (U+0000 to U+001F, U+007F to U+009F) would let a text break lines in
/// listings and in signed notes.
enum PlainText {
    static func accepts(_ text: String) -> Bool {
        var text = text
        return text.withUTF8 { accepts(UnsafeRawBufferPointer($0)) }
    }

    static func accepts(_ bytes: [UInt8]) -> Bool {
        bytes.withUnsafeBytes { accepts($0) }
    }

    /// Whether these bytes are a text that the log takes.
    static func accepts(_ bytes: UnsafeRawBufferPointer) -> Bool {
        isPrintableASCII(bytes) || isPlainUnicode(bytes)
    }

    /// Whether all bytes are in 0x20...0x7E: the common case, eight bytes at a time.
    ///
    /// Several texts may be asked about at once, as each byte stands for itself.
    static func isPrintableASCII(_ bytes: UnsafeRawBufferPointer) -> Bool {
        var offset = 0
        while offset + 8 <= bytes.count {
            let word = bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
            guard isPrintable(word) else { return false }
            offset += 8
        }
        while offset < bytes.count {
            guard 0x20...0x7E ~= bytes[offset] else { return false }
            offset += 1
        }
        return true
    }

    /// A byte below 0x20 borrows, 0x7F overflows into the highest bit, and 0x80 and above have it:
    /// the lowest bad byte always shows there, whatever it does to those above it.
    @inline(__always)
    private static func isPrintable(_ word: UInt64) -> Bool {
        let suspects = word | (word &- 0x2020_2020_2020_2020) | (word &+ 0x0101_0101_0101_0101)
        return suspects & 0x8080_8080_8080_8080 == 0
    }

    private static func isPlainUnicode(_ bytes: UnsafeRawBufferPointer) -> Bool {
        guard let text = String(validating: bytes, as: UTF8.self) else { return false }
        return text.unicodeScalars.allSatisfy { $0.value >= 0x20 && !(0x7F...0x9F ~= $0.value) }
    }
}
