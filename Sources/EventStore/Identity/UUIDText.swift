/// UUIDs as texts: the 36 characters `018f3a5c-7b1e-7c4d-9a2b-0123456789ab` stand for 16 bytes.
///
/// Causation ids are event ids in this form; random digits cannot be packed below the bytes they
/// spell. Only lower-case digits count, as there must be one way back. Eight are worked on at a time.
struct UUIDText: Sendable {
    static let textCount = 36
    static let byteCount = 16

    private static let hyphen = UInt8(ascii: "-")

    private let high: UInt64
    private let low: UInt64

    /// Reads the 16 bytes that stand at `offset`.
    @inline(__always)
    init(bytes: UnsafeRawBufferPointer, at offset: Int = 0) {
        high = bytes.bigEndian(at: offset, as: UInt64.self)
        low = bytes.bigEndian(at: offset + 8, as: UInt64.self)
    }

    /// `nil` unless `text` is a UUID in lower case.
    @inline(__always)
    init?(_ text: String) {
        let parsed = text.utf8.withContiguousStorageIfAvailable {
            UUIDText(UnsafeRawBufferPointer($0))
        }
        guard let parsed, let parsed else { return nil }
        self = parsed
    }

    /// `nil` unless `text` is a UUID in lower case.
    init?(_ text: UnsafeRawBufferPointer) {
        guard text.count == Self.textCount, text[8] == Self.hyphen, text[13] == Self.hyphen,
            text[18] == Self.hyphen,
            text[23] == Self.hyphen
        else { return nil }
        let words = (
            Self.digits(text, 0, 4), Self.digits(text, 9, 14), Self.digits(text, 19, 24),
            Self.digits(text, 28, 32)
        )
        guard let first = Self.number(words.0), let second = Self.number(words.1),
            let third = Self.number(words.2), let fourth = Self.number(words.3)
        else { return nil }
        high = first << 32 | second
        low = third << 32 | fourth
    }

    /// Writes the 16 bytes; answers the offset behind them.
    @inline(__always)
    func storeBytes(in target: UnsafeMutableRawBufferPointer, at offset: Int) -> Int {
        target.storeBigEndian(high, at: offset)
        target.storeBigEndian(low, at: offset + 8)
        return offset + Self.byteCount
    }

    /// Writes the 36 bytes of the text; answers the offset behind them.
    @inline(__always)
    func storeText(in target: UnsafeMutableRawBufferPointer, at offset: Int) -> Int {
        let text = UnsafeMutableRawBufferPointer(
            rebasing: target[offset..<offset + Self.textCount])
        Self.store(high >> 32, in: text, 0, 4)
        Self.store(high & 0xFFFF_FFFF, in: text, 9, 14)
        Self.store(low >> 32, in: text, 19, 24)
        Self.store(low & 0xFFFF_FFFF, in: text, 28, 32)
        (text[8], text[13]) = (Self.hyphen, Self.hyphen)
        (text[18], text[23]) = (Self.hyphen, Self.hyphen)
        return offset + Self.textCount
    }

    /// The 16 bytes.
    var bytes: [UInt8] {
        [UInt8](unsafeUninitializedCapacity: Self.byteCount) { buffer, count in
            count = storeBytes(in: UnsafeMutableRawBufferPointer(buffer), at: 0)
        }
    }

    /// The 36 characters.
    var text: [UInt8] {
        [UInt8](unsafeUninitializedCapacity: Self.textCount) { buffer, count in
            count = storeText(in: UnsafeMutableRawBufferPointer(buffer), at: 0)
        }
    }

    /// Writes eight digits, four and four.
    @inline(__always)
    private static func store(
        _ number: UInt64, in text: UnsafeMutableRawBufferPointer, _ left: Int, _ right: Int
    ) {
        let digits = Self.digits(number)
        text.storeBigEndian(UInt32(truncatingIfNeeded: digits >> 32), at: left)
        text.storeBigEndian(UInt32(truncatingIfNeeded: digits), at: right)
    }

    /// Eight digits that stand four and four.
    @inline(__always)
    private static func digits(
        _ text: UnsafeRawBufferPointer, _ left: Int, _ right: Int
    ) -> UInt64 {
        UInt64(text.bigEndian(at: left, as: UInt32.self)) << 32
            | UInt64(text.bigEndian(at: right, as: UInt32.self))
    }

    /// The number that eight digits are.
    @inline(__always)
    private static func number(_ digits: UInt64) -> UInt64? {
        let letters = digits >> 6 & 0x0101_0101_0101_0101
        var number = (digits & 0x0F0F_0F0F_0F0F_0F0F) &+ letters &* 9
        guard number & 0xF0F0_F0F0_F0F0_F0F0 == 0, Self.spread(number) == digits else { return nil }
        number = (number | number >> 4) & 0x00FF_00FF_00FF_00FF
        number = (number | number >> 8) & 0x0000_FFFF_0000_FFFF
        return (number | number >> 16) & 0xFFFF_FFFF
    }

    /// The eight digits of a number of 32 bits.
    @inline(__always)
    private static func digits(_ number: UInt64) -> UInt64 {
        var nibbles = (number | number << 16) & 0x0000_FFFF_0000_FFFF
        nibbles = (nibbles | nibbles << 8) & 0x00FF_00FF_00FF_00FF
        return spread((nibbles | nibbles << 4) & 0x0F0F_0F0F_0F0F_0F0F)
    }

    /// Makes each byte from 0 to 15 its digit.
    @inline(__always)
    private static func spread(_ nibbles: UInt64) -> UInt64 {
        let letters = (nibbles &+ 0x0606_0606_0606_0606) >> 4 & 0x0101_0101_0101_0101
        return nibbles &+ 0x3030_3030_3030_3030 &+ letters &* 0x27
    }
}
