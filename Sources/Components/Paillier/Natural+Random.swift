extension Natural {
    /// A number drawn evenly from those of at most `bits` bits.
    static func random(
        bits: Int, using generator: inout some RandomNumberGenerator
    ) -> Natural {
        let width = (bits + UInt.bitWidth - 1) / UInt.bitWidth
        var limbs = (0..<width).map { _ in UInt.random(in: 0...UInt.max, using: &generator) }
        let spare = width * UInt.bitWidth - bits
        if spare > 0 { limbs[width - 1] >>= UInt(spare) }
        return Natural(limbs: limbs)
    }

    /// A number drawn evenly from those below `limit`, by drawing again until one fits.
    static func random(
        below limit: Natural, using generator: inout some RandomNumberGenerator
    ) -> Natural {
        while true {
            let number = random(bits: limit.bitWidth, using: &generator)
            if number < limit { return number }
        }
    }

    /// A prime of exactly `bits` bits that is 3 modulo 4 and has its two highest bits set.
    ///
    /// The two highest bits make the product of two such primes exactly twice as long.
    static func randomPrime(
        bits: Int, using generator: inout some RandomNumberGenerator
    ) -> Natural {
        let rounds = 40
        while true {
            var limbs = random(bits: bits, using: &generator).limbs(width: (bits + 63) / 64)
            limbs[0] |= 3
            for bit in [bits - 1, bits - 2] { limbs[bit / 64] |= 1 << UInt(bit % 64) }
            let candidate = Natural(limbs: limbs)
            if candidate.isProbablyPrime(rounds: rounds) { return candidate }
        }
    }
}
