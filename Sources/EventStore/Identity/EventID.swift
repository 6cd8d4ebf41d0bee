/// The identifier of one event: a UUID of version 7 (RFC 9562).
///
/// It begins with the time it was made, so identifiers made later sort later.
public struct EventID: Hashable, Comparable, Sendable, CustomStringConvertible {
    private let high: UInt64
    private let low: UInt64

    /// The number of bytes of every identifier.
    public static let byteCount = 16

    private init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// `nil` unless these are the 16 bytes of a UUID of version 7.
    public init?(bytes: some Collection<UInt8>) {
        guard bytes.count == Self.byteCount else { return nil }
        let high = bytes.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        let low = bytes.dropFirst(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        guard Self.isVersion7(high: high, low: low) else { return nil }
        self.init(high: high, low: low)
    }

    /// Reads 16 bytes that were checked before.
    init(checked bytes: UnsafeRawBufferPointer, at offset: Int) {
        self.init(
            high: bytes.bigEndian(at: offset, as: UInt64.self),
            low: bytes.bigEndian(at: offset + 8, as: UInt64.self))
    }

    /// Makes a fresh identifier; the clock and the randomness are the caller's.
    ///
    /// Only the low 48 bits of `milliseconds` (since 1970) are kept.
    public static func make(
        milliseconds: Int64, random: inout some RandomNumberGenerator
    ) -> EventID {
        let time = UInt64(bitPattern: milliseconds) << 16
        let tail = random.next() as UInt64
        return EventID(
            high: time | 0x7000 | (random.next() & 0x0FFF),
            low: tail & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000)
    }

    /// When it was made, in milliseconds since 1970.
    var milliseconds: Int64 { Int64(high >> 16) }

    /// The 16 bytes.
    public var bytes: [UInt8] {
        [high, low].flatMap { word in
            (0..<8).map { UInt8(truncatingIfNeeded: word >> (56 - 8 * $0)) }
        }
    }

    /// The usual form: `018f3a5c-7b1e-7c4d-9a2b-0123456789ab`.
    public var description: String {
        String(decoding: bytes.withUnsafeBytes { UUIDText(bytes: $0).text }, as: UTF8.self)
    }

    public static func < (left: EventID, right: EventID) -> Bool {
        (left.high, left.low) < (right.high, right.low)
    }

    static func isVersion7(high: UInt64, low: UInt64) -> Bool {
        high >> 12 & 0xF == 7 && low >> 62 == 2
    }

    func store(in bytes: UnsafeMutableRawBufferPointer, at offset: Int) {
        bytes.storeBigEndian(high, at: offset)
        bytes.storeBigEndian(low, at: offset + 8)
    }
}
