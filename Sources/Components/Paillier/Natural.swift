import CGMP

/// A whole number of any size that is not negative.
///
/// For key generation and the few slow steps of a protocol; each operation copies. Loops over
/// ciphertexts work on flat limbs instead (`MontgomeryRing`).
struct Natural: Hashable, Sendable {
    /// 64 bits each, least significant first, without zeros at the end.
    let limbs: [UInt]

    /// The number with these limbs, least significant first.
    init(limbs: some Collection<UInt>) {
        var limbs = Array(limbs)
        while limbs.last == 0 { limbs.removeLast() }
        self.limbs = limbs
    }

    /// A small number.
    init(_ value: UInt) { self.init(limbs: [value]) }

    /// The number written in these bytes, most significant first.
    init(bigEndian bytes: some BidirectionalCollection<UInt8>) {
        var limbs = [UInt](repeating: 0, count: (bytes.count + 7) / 8)
        for (place, byte) in bytes.reversed().enumerated() {
            limbs[place / 8] |= UInt(byte) << (8 * (place % 8))
        }
        self.init(limbs: limbs)
    }

    /// How many bits the number needs; 0 for zero.
    var bitWidth: Int {
        limbs.last.map { limbs.count * UInt.bitWidth - $0.leadingZeroBitCount } ?? 0
    }

    /// Whether this is zero.
    var isZero: Bool { limbs.isEmpty }

    /// Whether the number is odd.
    var isOdd: Bool { (limbs.first ?? 0) & 1 == 1 }

    /// The limbs, filled with zeros to `width`.
    func limbs(width: Int) -> [UInt] {
        precondition(limbs.count <= width, "A number does not fit its width")
        return limbs + [UInt](repeating: 0, count: width - limbs.count)
    }
}

extension Natural: Comparable {
    static func < (left: Natural, right: Natural) -> Bool {
        if left.limbs.count != right.limbs.count { return left.limbs.count < right.limbs.count }
        for (a, b) in zip(left.limbs.reversed(), right.limbs.reversed()) where a != b {
            return a < b
        }
        return false
    }
}

extension Natural {
    /// The number that `body` leaves in a fresh libgmp integer, which must not be negative.
    init(_ body: (_ result: UnsafeMutablePointer<__mpz_struct>) -> Void) {
        var result = __mpz_struct()
        __gmpz_init(&result)
        defer { __gmpz_clear(&result) }
        body(&result)
        precondition(result._mp_size >= 0, "A natural number is not negative")
        self.init(limbs: UnsafeBufferPointer(start: result._mp_d, count: Int(result._mp_size)))
    }

    /// Lends the number to libgmp for reading, without a copy.
    func withInteger<Result>(_ body: (UnsafePointer<__mpz_struct>) -> Result) -> Result {
        limbs.withUnsafeBufferPointer { limbs in
            var integer = __mpz_struct()
            guard let start = limbs.baseAddress, !limbs.isEmpty else {
                __gmpz_init(&integer)
                defer { __gmpz_clear(&integer) }
                return body(&integer)
            }
            return body(__gmpz_roinit_n(&integer, start, limbs.count))
        }
    }
}
