/// The random bytes hashed in front of a payload.
///
/// Without them, a short payload could be guessed from its commitment after it was erased.
public struct Salt: Hashable, Sendable, CustomStringConvertible {
    private let high: UInt64
    private let low: UInt64

    /// The number of bytes of every salt.
    public static let byteCount = 16

    private init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// `nil` unless there are 16 bytes.
    public init?(bytes: some Collection<UInt8>) {
        guard bytes.count == Self.byteCount else { return nil }
        self.init(
            high: bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) },
            low: bytes.dropFirst(8).reduce(0) { $0 << 8 | UInt64($1) })
    }

    init(_ bytes: UnsafeRawBufferPointer, at offset: Int) {
        self.init(
            high: bytes.bigEndian(at: offset, as: UInt64.self),
            low: bytes.bigEndian(at: offset + 8, as: UInt64.self))
    }

    /// Makes a fresh salt. Give it the system's generator except in tests.
    public static func make(using random: inout some RandomNumberGenerator) -> Salt {
        Salt(high: random.next(), low: random.next())
    }

    /// The 16 bytes.
    public var bytes: [UInt8] {
        [high, low].flatMap { word in
            (0..<8).map { UInt8(truncatingIfNeeded: word >> (56 - 8 * $0)) }
        }
    }

    public var description: String { Hex.text(bytes) }

    static let zero = Salt(high: 0, low: 0)

    func store(in bytes: UnsafeMutableRawBufferPointer, at offset: Int) {
        bytes.storeBigEndian(high, at: offset)
        bytes.storeBigEndian(low, at: offset + 8)
    }
}
