import CGMP

extension Natural {
    /// Whether the number is a square other than 0 modulo an odd prime (Legendre's symbol is 1).
    func isSquare(modulo prime: Natural) -> Bool {
        withInteger { number in prime.withInteger { __gmpz_jacobi(number, $0) == 1 } }
    }

    /// The number in exactly `count` bytes, most significant first; it fits.
    func bigEndian(count: Int) -> [UInt8] {
        let limbs = limbs(width: (count + 7) / 8)
        return (0..<count).reversed().map { byte in
            UInt8(truncatingIfNeeded: limbs[byte / 8] >> (8 * UInt(byte % 8)))
        }
    }
}
