/// Signed numbers with a fixed number of bits after the binary point.
///
/// Paillier adds whole numbers; a value `x` is encrypted as `round(x · 2^fractionBits)`. Sums keep
/// the fraction bits, a product has those of both factors together.
public struct FixedPoint: Hashable, Sendable {
    /// Bits after the binary point.
    public let fractionBits: Int

    /// The largest magnitude of an encoded number is below 2 to this power. Sums of 2^32 products
    /// of two such numbers still stay far below a third of a 1024-bit key.
    public static let magnitudeBits = 120

    /// Makes an encoding; `fractionBits` lies between 0 and 127.
    public init(fractionBits: Int) {
        precondition((0...127).contains(fractionBits), "Fraction bits lie between 0 and 127")
        self.fractionBits = fractionBits
    }

    /// The encoded number, rounded to nearest.
    /// - Throws: `PaillierError.overflow` when the number is not finite or too large.
    public func encode(_ value: Double) throws(PaillierError) -> Int128 {
        let scaled = scale(value)
        guard scaled.magnitude < Self.power(Self.magnitudeBits) else {
            throw .overflow(value, fractionBits: fractionBits)
        }
        return Int128(scaled)
    }

    /// The encoded number as sign and magnitude, for exponents that are short.
    /// - Throws: `PaillierError.overflow` when the magnitude needs more than 63 bits.
    func encodeShort(_ value: Double) throws(PaillierError) -> (isNegative: Bool, magnitude: UInt) {
        let scaled = scale(value)
        guard scaled.magnitude < Self.power(63) else {
            throw .overflow(value, fractionBits: fractionBits)
        }
        return (scaled < 0, UInt(scaled.magnitude))
    }

    /// The number that the limbs of a magnitude stand for.
    func decode(magnitude limbs: some BidirectionalCollection<UInt>, isNegative: Bool) -> Double {
        let radix = Self.power(64)
        let magnitude = limbs.reversed().reduce(0.0) { $0 * radix + Double($1) }
        let value = magnitude / Self.power(fractionBits)
        return isNegative ? -value : value
    }

    private func scale(_ value: Double) -> Double {
        (value * Self.power(fractionBits)).rounded(.toNearestOrEven)
    }

    private static func power(_ exponent: Int) -> Double {
        Double(sign: .plus, exponent: exponent, significand: 1)
    }
}
