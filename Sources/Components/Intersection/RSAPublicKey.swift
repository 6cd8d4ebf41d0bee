import Domain

/// The guest's half of blind RSA signatures.
struct RSAPublicKey: Sendable {
    /// A key that was blinded, and what takes the blinding away.
    struct Blinded: Sendable {
        /// What the host sees, big-endian, as wide as the key.
        let element: [UInt8]
        fileprivate let hash: Natural
        fileprivate let unblinding: Natural
    }

    static let exponent = Natural(65_537)
    private static let hashDomain = Array("clotho/rsa-psi/v1/hash".utf8)
    private static let digestDomain = Array("clotho/rsa-psi/v1/digest".utf8)

    let modulus: Natural
    let bits: Int
    private let salt: [UInt8]

    init(modulus: Natural, bits: Int, salt: String) {
        self.modulus = modulus
        self.bits = bits
        self.salt = Array(salt.utf8)
    }

    /// The key that a host sent; it is as long as both parties agreed, and odd.
    init(
        received bytes: [UInt8], bits: Int, salt: String, from host: Party
    ) throws(ComponentError) {
        let modulus = Natural(bigEndian: bytes)
        guard modulus.bitWidth == bits, modulus.isOdd, !modulus.isProbablyPrime(rounds: 20) else {
            throw ComponentError(
                "\(host) sent an RSA key that is not of \(bits) bits; "
                    + "rsa_params.key_length must be the same at all parties")
        }
        self.init(modulus: modulus, bits: bits, salt: salt)
    }

    /// The full-domain hash of a key: `KeyHash` blocks for counters 0, 1, …, 128 bits longer than
    /// the modulus, as one big-endian number modulo the modulus.
    func hash(_ key: [UInt8]) -> Natural {
        let blocks = (bits + 128 + 255) / 256
        let bytes = (0..<UInt32(blocks)).flatMap { counter in
            KeyHash.sha256(Self.hashDomain, counter: counter, salt: salt, key)
        }
        return Natural(bigEndian: bytes) % modulus
    }

    /// The second hash, of the signature of a key.
    func digest(ofSignature signature: Natural) -> [UInt8] {
        KeyHash.sha256(
            Self.digestDomain, counter: 0, salt: salt, signature.bigEndian(count: bits / 8))
    }

    /// Hides a key from the host that signs it.
    func blind(_ key: [UInt8]) -> Blinded {
        var random = SystemRandomNumberGenerator()
        let hash = hash(key)
        while true {
            let blinding = Natural.random(below: modulus, using: &random)
            guard let unblinding = blinding.inverse(modulo: modulus) else { continue }
            let element = hash * blinding.power(Self.exponent, modulo: modulus) % modulus
            return Blinded(
                element: element.bigEndian(count: bits / 8), hash: hash, unblinding: unblinding)
        }
    }

    /// The digest of the key that was blinded, from the host's signature.
    /// - Throws: `ComponentError` when the host signed something else.
    func unblind(
        _ signed: [UInt8], _ blinded: Blinded, from host: Party
    ) throws(ComponentError) -> [UInt8] {
        let signature = Natural(bigEndian: signed) * blinded.unblinding % modulus
        guard signature.power(Self.exponent, modulo: modulus) == blinded.hash else {
            throw ComponentError("\(host) sent a signature that is not of the blinded id")
        }
        return digest(ofSignature: signature)
    }
}
