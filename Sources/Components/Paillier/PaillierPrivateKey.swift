/// The private half of a Paillier key: decrypts.
///
/// Decryption goes modulo p² and q² and is put together by the Chinese remainder theorem
/// (Paillier 1999, section 7), about four times as fast as modulo n².
public struct PaillierPrivateKey: Sendable {
    /// What others may know.
    public let publicKey: PaillierPublicKey

    private let first: PrimeSide
    private let second: PrimeSide
    private let firstInverse: Natural

    /// Makes a new key.
    ///
    /// The primes are random, 3 modulo 4, and `gcd(p - 1, q - 1) = 2`, as the short random
    /// exponents ask for (Damgård, Jurik and Nielsen 2010, section 4.2).
    /// - Throws: `PaillierError.unsupportedKeyLength`.
    public static func generate(
        bits: Int, using generator: inout some RandomNumberGenerator
    ) throws(PaillierError) -> PaillierPrivateKey {
        guard PaillierPublicKey.offeredBits.contains(bits) else {
            throw .unsupportedKeyLength(bits)
        }
        while true {
            let p = Natural.randomPrime(bits: bits / 2, using: &generator)
            let q = Natural.randomPrime(bits: bits / 2, using: &generator)
            guard areFit(p, q) else { continue }
            let base = blindingBase(modulus: p * q, using: &generator)
            return try PaillierPrivateKey(p: p, q: q, blindingBase: base)
        }
    }

    /// Makes a new key from the system's randomness.
    public static func generate(bits: Int) throws(PaillierError) -> PaillierPrivateKey {
        var system = SystemRandomNumberGenerator()
        return try generate(bits: bits, using: &system)
    }

    private init(p: Natural, q: Natural, blindingBase: Natural) throws(PaillierError) {
        publicKey = try PaillierPublicKey(modulus: p * q, blindingBase: blindingBase)
        guard let inverse = p.inverse(modulo: q), let first = PrimeSide(prime: p, cofactor: q),
            let second = PrimeSide(prime: q, cofactor: p)
        else { throw .noInverse }
        self.first = first
        self.second = second
        firstInverse = inverse
    }

    /// Decrypts each ciphertext to its plaintext modulo n.
    public func decrypt(_ ciphertexts: Ciphertexts) throws(PaillierError) -> Plaintexts {
        guard ciphertexts.keyBits == publicKey.bits else {
            throw .mismatch("they were made with a key of another length")
        }
        let width = publicKey.plaintextWidth
        var limbs: [UInt] = []
        limbs.reserveCapacity(ciphertexts.count * width)
        for ciphertext in ciphertexts.naturals(of: publicKey) {
            limbs += decrypt(ciphertext).limbs(width: width)
        }
        return Plaintexts(
            keyBits: publicKey.bits, fractionBits: ciphertexts.fractionBits,
            count: ciphertexts.count, limbs: limbs)
    }

    private func decrypt(_ ciphertext: Natural) -> Natural {
        let atFirst = first.decrypt(ciphertext)
        let atSecond = second.decrypt(ciphertext)
        // x = x₁ + p · ((x₂ - x₁) / p mod q)
        let difference = (atSecond + second.prime - atFirst % second.prime) % second.prime
        return atFirst + first.prime * (difference * firstInverse % second.prime)
    }

    private static func areFit(_ p: Natural, _ q: Natural) -> Bool {
        let one = Natural(1)
        return p != q
            && (p - one).commonDivisor(with: q - one) == Natural(2)
            && (p * q).commonDivisor(with: (p - one) * (q - one)) == one
    }

    private static func blindingBase(
        modulus: Natural, using generator: inout some RandomNumberGenerator
    ) -> Natural {
        while true {
            let x = Natural.random(below: modulus, using: &generator)
            guard x.commonDivisor(with: modulus) == Natural(1) else { continue }
            let h = modulus - x * x % modulus
            return h.power(modulus, modulo: modulus * modulus)
        }
    }
}

extension PaillierPrivateKey {
    /// Decryption modulo one of the two primes.
    private struct PrimeSide: Sendable {
        let prime: Natural
        private let square: Natural
        private let exponent: Natural
        private let factor: Natural

        /// `nil` when prime and cofactor are not coprime.
        init?(prime: Natural, cofactor: Natural) {
            self.prime = prime
            square = prime * prime
            exponent = prime - Natural(1)
            // With generator n + 1, L((n + 1)^(p - 1) mod p²) = -q mod p.
            guard let factor = (prime - cofactor % prime).inverse(modulo: prime) else { return nil }
            self.factor = factor
        }

        func decrypt(_ ciphertext: Natural) -> Natural {
            let power = (ciphertext % square).secretPower(exponent, modulo: square)
            return (power - Natural(1)) / prime * factor % prime
        }
    }
}
