/// The public half of a Paillier key: encrypts, and computes with what is encrypted.
///
/// P. Paillier, "Public-key cryptosystems based on composite degree residuosity classes",
/// EUROCRYPT 1999, with generator `n + 1`. The random factor is `hₙʳ` with a short random `r`, as in
/// section 4.2 of I. Damgård, M. Jurik, J. B. Nielsen, "A generalization of Paillier's public-key
/// system with applications to electronic voting", International Journal of Information Security
/// 9, 2010: a power of a fixed base can be read off a table.
public struct PaillierPublicKey: Hashable, Sendable {
    /// The length of the modulus in bits.
    public let bits: Int
    /// The product of two primes.
    let modulus: Natural
    /// `hₙ = hⁿ mod n²` with `h = -x² mod n`.
    let blindingBase: Natural
    /// Ciphertexts are elements of this ring, the numbers modulo `n²`.
    let ring: MontgomeryRing

    /// The key lengths that are offered.
    public static let offeredBits = [1024, 2048, 3072]

    /// A key from its numbers, checked as far as the public half allows.
    ///
    /// - Throws: `PaillierError` when the length is not offered or a number is out of range. That
    ///   the numbers were drawn honestly is trusted: the maker of the key can decrypt anyway.
    init(modulus: Natural, blindingBase: Natural) throws(PaillierError) {
        guard Self.offeredBits.contains(modulus.bitWidth) else {
            throw .unsupportedKeyLength(modulus.bitWidth)
        }
        let square = modulus * modulus
        guard modulus.isOdd else { throw .malformed("the modulus of a key is even") }
        guard Natural(1) < blindingBase, blindingBase < square,
            blindingBase.commonDivisor(with: modulus) == Natural(1)
        else { throw .malformed("the random base of a key is out of range") }
        bits = modulus.bitWidth
        self.modulus = modulus
        self.blindingBase = blindingBase
        ring = MontgomeryRing(modulus: square)
    }

    /// Bits of the random exponent: at least twice the security level that the key's length has
    /// against factoring (80, 112 and 128 bits), with room above it.
    var randomBits: Int {
        switch bits {
        case 1024: 448
        case 2048: 576
        default: 704
        }
    }

    /// Limbs of a plaintext: half of a ciphertext's.
    var plaintextWidth: Int { modulus.limbs.count }
}
