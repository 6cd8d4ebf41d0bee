import CGMP

/// Numbers modulo the key's n: what decryption gives, or masks that hide it.
///
/// A mask is drawn evenly from all numbers modulo n, so that a masked plaintext is itself evenly
/// distributed and tells its reader nothing at all.
public struct Plaintexts: Hashable, Sendable {
    /// The length of the key in bits.
    public let keyBits: Int
    /// Bits after the binary point of the encoded numbers.
    public let fractionBits: Int
    /// How many there are.
    public let count: Int
    /// Numbers below n, one after another.
    var limbs: [UInt]

    init(keyBits: Int, fractionBits: Int, count: Int, limbs: [UInt]) {
        self.keyBits = keyBits
        self.fractionBits = fractionBits
        self.count = count
        self.limbs = limbs
    }

    /// Random masks for `count` ciphertexts.
    static func masks(
        _ count: Int, fractionBits: Int, key: PaillierPublicKey,
        using generator: inout some RandomNumberGenerator
    ) -> Plaintexts {
        var limbs: [UInt] = []
        limbs.reserveCapacity(count * key.plaintextWidth)
        for _ in 0..<count {
            limbs += Natural.random(below: key.modulus, using: &generator)
                .limbs(width: key.plaintextWidth)
        }
        return Plaintexts(
            keyBits: key.bits, fractionBits: fractionBits, count: count, limbs: limbs)
    }
}

extension PaillierPublicKey {
    /// Takes masks off again, modulo n.
    /// - Throws: `PaillierError.mismatch` when the vectors do not belong together.
    public func unmask(
        _ plaintexts: Plaintexts, _ masks: Plaintexts
    ) throws(PaillierError) -> Plaintexts {
        guard plaintexts.count == masks.count, plaintexts.fractionBits == masks.fractionBits,
            plaintexts.keyBits == bits, masks.keyBits == bits
        else { throw .mismatch("masks and masked numbers differ in number or scale") }
        var result = plaintexts
        let width = plaintextWidth
        result.limbs.withUnsafeMutableBufferPointer { numbers in
            masks.limbs.withUnsafeBufferPointer { masks in
                guard let numbers = numbers.baseAddress, let masks = masks.baseAddress else {
                    return
                }
                for place in stride(from: 0, to: plaintexts.count * width, by: width) {
                    let number = numbers + place
                    if __gmpn_sub_n(number, number, masks + place, width) != 0 {
                        __gmpn_add_n(number, number, modulus.limbs, width)
                    }
                }
            }
        }
        return result
    }

    /// The signed numbers that plaintexts stand for: the lower third of the numbers modulo n is
    /// positive, the upper third negative.
    /// - Throws: `PaillierError.plaintextOutOfRange` for the middle third, where sums overflowed.
    public func decode(_ plaintexts: Plaintexts) throws(PaillierError) -> [Double] {
        let encoding = FixedPoint(fractionBits: plaintexts.fractionBits)
        let limit = modulus / Natural(3)
        let width = plaintextWidth
        var values: [Double] = []
        values.reserveCapacity(plaintexts.count)
        for place in stride(from: 0, to: plaintexts.limbs.count, by: width) {
            let number = Natural(limbs: plaintexts.limbs[place..<place + width])
            let isNegative = limit < number
            let magnitude = isNegative ? modulus - number : number
            let value = encoding.decode(magnitude: magnitude.limbs, isNegative: isNegative)
            guard magnitude < limit, value.isFinite else { throw .plaintextOutOfRange }
            values.append(value)
        }
        return values
    }
}
