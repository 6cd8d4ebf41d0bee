import Domain

/// The host's half of blind RSA signatures.
struct RSAPrivateKey: Sendable {
    let publicKey: RSAPublicKey
    private let primes: (p: Natural, q: Natural)
    private let exponents: (p: Natural, q: Natural)
    private let inverseOfQ: Natural

    /// Draws a key; both primes have half of its bits.
    init(bits: Int, salt: String) {
        var random = SystemRandomNumberGenerator()
        while true {
            let p = Natural.randomPrime(bits: bits / 2, using: &random)
            let q = Natural.randomPrime(bits: bits / 2, using: &random)
            guard p != q, let inverseOfQ = q.inverse(modulo: p),
                let first = RSAPublicKey.exponent.inverse(modulo: p - Natural(1)),
                let second = RSAPublicKey.exponent.inverse(modulo: q - Natural(1))
            else { continue }
            publicKey = RSAPublicKey(modulus: p * q, bits: bits, salt: salt)
            primes = (p, q)
            exponents = (first, second)
            self.inverseOfQ = inverseOfQ
            return
        }
    }

    /// The signature of a number below the modulus, by its remainders (R. Garner's formula).
    func signature(of number: Natural) -> Natural {
        let atP = (number % primes.p).secretPower(exponents.p, modulo: primes.p)
        let atQ = (number % primes.q).secretPower(exponents.q, modulo: primes.q)
        let difference = (atP + primes.p + primes.p - atQ % primes.p) % primes.p
        return atQ + difference * inverseOfQ % primes.p * primes.q
    }

    /// The digest of an own key.
    func digest(of key: [UInt8]) -> [UInt8] {
        publicKey.digest(ofSignature: signature(of: publicKey.hash(key)))
    }

    /// Signs what the guest blinded.
    func sign(_ blinded: [UInt8], from guest: Party) throws(ComponentError) -> [UInt8] {
        let number = Natural(bigEndian: blinded)
        guard !number.isZero, number < publicKey.modulus else {
            throw ComponentError("\(guest) sent a blinded id that is not below the modulus")
        }
        return signature(of: number).bigEndian(count: publicKey.bits / 8)
    }
}
