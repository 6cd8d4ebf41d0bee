/// UUIDs as texts: the 36 characters `018f3a5c-7b1e-7c4d-9a2b-0123456789ab` stand for 16 bytes.
///
/// Causation ids are event ids in this form; random digits cannot be packed below the bytes they
/// spell.
enum UUIDText {
    static let textCount = 36
    static let byteCount = 16

    /// Where the dashes stand.
    private static let dashes = [8, 13, 18, 23]
    private static let digits = Array("0123456789abcdef".utf8)
    /// Where the two digits of each byte begin.
    private static let places = [0, 2, 4, 6, 9, 11, 14, 16, 19, 21, 24, 26, 28, 30, 32, 34]
    private static let values: [UInt8] = {
        var values = [UInt8](repeating: 0xFF, count: 256)
        for (value, digit) in digits.enumerated() { values[Int(digit)] = UInt8(value) }
        return values
    }()

    /// Appends the 16 bytes to `target`; false, and nothing is appended, for any other text.
    static func parse(_ text: UnsafeRawBufferPointer, to target: inout ByteWriter) -> Bool {
        guard text.count == textCount, dashes.allSatisfy({ text[$0] == UInt8(ascii: "-") }) else {
            return false
        }
        var high: UInt64 = 0
        var low: UInt64 = 0
        for (byte, place) in places.enumerated() {
            let value = (values[Int(text[place])], values[Int(text[place + 1])])
            guard value.0 != 0xFF, value.1 != 0xFF else { return false }
            let number = UInt64(value.0 << 4 | value.1)
            if byte < 8 { high = high << 8 | number } else { low = low << 8 | number }
        }
        target.number(high)
        target.number(low)
        return true
    }

    /// The text of 16 bytes.
    static func text(_ bytes: UnsafeRawBufferPointer) -> [UInt8] {
        var text = [UInt8](repeating: UInt8(ascii: "-"), count: textCount)
        for (byte, place) in zip(bytes, places) {
            text[place] = digits[Int(byte >> 4)]
            text[place + 1] = digits[Int(byte & 15)]
        }
        return text
    }
}
