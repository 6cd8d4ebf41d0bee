import CGMP

extension Natural {
    static func + (left: Natural, right: Natural) -> Natural {
        combine(left, right) { __gmpz_add($0, $1, $2) }
    }

    /// The difference; `right` is not greater than `left`.
    static func - (left: Natural, right: Natural) -> Natural {
        combine(left, right) { __gmpz_sub($0, $1, $2) }
    }

    static func * (left: Natural, right: Natural) -> Natural {
        combine(left, right) { __gmpz_mul($0, $1, $2) }
    }

    static func % (left: Natural, modulus: Natural) -> Natural {
        combine(left, modulus) { __gmpz_mod($0, $1, $2) }
    }

    /// The whole part of the quotient.
    static func / (left: Natural, divisor: Natural) -> Natural {
        combine(left, divisor) { __gmpz_tdiv_q($0, $1, $2) }
    }

    /// The greatest common divisor.
    func commonDivisor(with other: Natural) -> Natural {
        Natural.combine(self, other) { __gmpz_gcd($0, $1, $2) }
    }

    /// The power of this number modulo an odd `modulus`.
    func power(_ exponent: Natural, modulo modulus: Natural) -> Natural {
        modulus.withInteger { modulus in
            Natural.combine(self, exponent) { __gmpz_powm($0, $1, $2, modulus) }
        }
    }

    /// The power for an exponent that must stay secret: the time does not depend on its bits.
    ///
    /// `exponent` is not zero and `modulus` is odd.
    func secretPower(_ exponent: Natural, modulo modulus: Natural) -> Natural {
        modulus.withInteger { modulus in
            Natural.combine(self, exponent) { __gmpz_powm_sec($0, $1, $2, modulus) }
        }
    }

    /// The number whose product with this one is 1 modulo `modulus`; `nil` where there is none.
    func inverse(modulo modulus: Natural) -> Natural? {
        var exists = false
        let inverse = Natural.combine(self, modulus) { exists = __gmpz_invert($0, $1, $2) != 0 }
        return exists ? inverse : nil
    }

    /// Whether the number is prime, wrong with a probability below 4^-`rounds`.
    ///
    /// libgmp runs a Baillie-PSW test and Miller-Rabin rounds with random bases.
    func isProbablyPrime(rounds: Int) -> Bool {
        withInteger { __gmpz_probab_prime_p($0, CInt(rounds)) != 0 }
    }

    private static func combine(
        _ left: Natural, _ right: Natural,
        _ operation: (
            UnsafeMutablePointer<__mpz_struct>, UnsafePointer<__mpz_struct>,
            UnsafePointer<__mpz_struct>
        ) -> Void
    ) -> Natural {
        left.withInteger { left in
            right.withInteger { right in Natural { operation($0, left, right) } }
        }
    }
}
