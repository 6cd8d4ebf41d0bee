import CGMP

/// Encrypts with one public key, fast: it holds the key's table of random factors.
public struct PaillierEncryptor: Sendable {
    /// The key.
    public let key: PaillierPublicKey
    private let table: FixedBaseTable

    /// Builds the table, some ten thousand products.
    public init(key: PaillierPublicKey) {
        self.key = key
        table = FixedBaseTable(
            base: key.blindingBase, exponentBits: key.randomBits, ring: key.ring)
    }

    /// Random factors made before what they will hide is known.
    ///
    /// Each is used once: a second use would let a reader divide the two ciphertexts.
    public struct Blindings: ~Copyable, Sendable {
        /// How many numbers they can hide.
        public let count: Int
        fileprivate let limbs: [UInt]
    }

    /// Makes random factors from the system's randomness; nearly all the work of an encryption.
    public func blindings(_ count: Int) -> Blindings {
        var system = SystemRandomNumberGenerator()
        return Blindings(count: count, limbs: table.randomPowers(count, using: &system))
    }

    /// Encrypts numbers, each with a random factor of its own.
    /// - Throws: `PaillierError.overflow` for a number that does not fit the encoding.
    public func encrypt(
        _ values: [Double], fractionBits: Int
    ) throws(PaillierError) -> Ciphertexts {
        try encrypt(values, fractionBits: fractionBits, with: blindings(values.count))
    }

    /// Encrypts numbers with random factors made before.
    /// - Throws: `PaillierError.overflow` for a number that does not fit the encoding.
    public func encrypt(
        _ values: [Double], fractionBits: Int, with blindings: consuming Blindings
    ) throws(PaillierError) -> Ciphertexts {
        guard values.count == blindings.count else {
            throw .mismatch("\(values.count) numbers and \(blindings.count) random factors")
        }
        let encoding = FixedPoint(fractionBits: fractionBits)
        var factors = [UInt](repeating: 0, count: values.count * key.ring.width)
        for (place, value) in values.enumerated() {
            let encoded = try encoding.encode(value)
            let magnitude = encoded.magnitude
            write(
                [UInt(truncatingIfNeeded: magnitude), UInt(truncatingIfNeeded: magnitude >> 64)],
                isNegative: encoded < 0, at: place * key.ring.width, of: &factors)
        }
        return close(factors, count: values.count, fractionBits: fractionBits, blindings.limbs)
    }

    /// Adds an evenly random number modulo n to each, and a fresh random factor with it.
    ///
    /// What the key's owner decrypts then is evenly random, whatever was encrypted; with the masks
    /// the sender gets its numbers back (`PaillierPublicKey.unmask`).
    public func mask(
        _ ciphertexts: Ciphertexts
    ) throws(PaillierError) -> (masked: Ciphertexts, masks: Plaintexts) {
        var system = SystemRandomNumberGenerator()
        let masks = Plaintexts.masks(
            ciphertexts.count, fractionBits: ciphertexts.fractionBits, key: key, using: &system)
        let width = key.plaintextWidth
        var factors = [UInt](repeating: 0, count: masks.count * key.ring.width)
        for place in 0..<masks.count {
            write(
                masks.limbs[place * width..<(place + 1) * width], isNegative: false,
                at: place * key.ring.width, of: &factors)
        }
        let fresh = close(
            factors, count: masks.count, fractionBits: masks.fractionBits,
            blindings(masks.count).limbs)
        return (try key.add(ciphertexts, fresh), masks)
    }

    /// Multiplies plain factors `1 + m·n` with random ones.
    private func close(
        _ factors: [UInt], count: Int, fractionBits: Int, _ blindings: [UInt]
    ) -> Ciphertexts {
        var limbs = key.entered(factors)
        key.multiply(&limbs, by: blindings)
        return Ciphertexts(
            keyBits: key.bits, fractionBits: fractionBits, count: count, limbs: limbs)
    }

    /// Writes `(n + 1)^m mod n² = 1 + m·n mod n²` for a magnitude below n.
    private func write(
        _ magnitude: some Collection<UInt>, isNegative: Bool, at place: Int, of limbs: inout [UInt]
    ) {
        let magnitude = Array(magnitude)
        let width = key.ring.width
        limbs.withUnsafeMutableBufferPointer { limbs in
            guard let start = limbs.baseAddress else { return }
            let factor = start + place
            __gmpn_mul(factor, key.modulus.limbs, key.plaintextWidth, magnitude, magnitude.count)
            if isNegative { __gmpn_sub_n(factor, key.ring.modulus, factor, width) }
            __gmpn_add_1(factor, factor, width, 1)
        }
    }
}
