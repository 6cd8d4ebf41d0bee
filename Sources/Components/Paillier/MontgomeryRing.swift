import CGMP

/// Arithmetic modulo one odd number, on flat limbs, without allocation in the loop.
///
/// Elements are held in Montgomery form, `a·R mod m` with `R = 2^(64·width)`, so that a product
/// needs no division (P. L. Montgomery, "Modular multiplication without trial division",
/// Mathematics of Computation 44, 1985). An element occupies `width` limbs, least significant
/// first, and many elements lie one after another in one array.
struct MontgomeryRing: Hashable, Sendable {
    /// Limbs of one element.
    let width: Int
    /// The modulus; its highest limb is not zero.
    let modulus: [UInt]
    /// 1 in Montgomery form.
    let one: [UInt]
    private let radixSquared: [UInt]
    private let negatedInverse: UInt

    /// The ring modulo an odd number greater than 1.
    init(modulus: Natural) {
        precondition(modulus.isOdd && modulus.bitWidth > 1, "A Montgomery modulus is odd")
        let width = modulus.limbs.count
        let radix = Natural(limbs: [UInt](repeating: 0, count: width) + [1])
        self.width = width
        self.modulus = modulus.limbs
        one = (radix % modulus).limbs(width: width)
        radixSquared = (radix * radix % modulus).limbs(width: width)
        // Newton's iteration doubles the right bits of 1/m modulo 2^64: 5 → 10 → 20 → 40 → 80.
        let lowest = modulus.limbs[0]
        var inverse = 3 &* lowest ^ 2
        for _ in 0..<4 { inverse = inverse &* (2 &- lowest &* inverse) }
        negatedInverse = 0 &- inverse
    }

    /// Lends what multiplications need; the calculator is not valid after `body`.
    func compute<Result, Failure: Error>(
        _ body: (borrowing Calculator) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let scratch = UnsafeMutablePointer<UInt>.allocate(capacity: 2 * width)
        defer { scratch.deallocate() }
        let constants = UnsafeMutablePointer<UInt>.allocate(capacity: 2 * width)
        defer { constants.deallocate() }
        constants.initialize(from: modulus, count: width)
        (constants + width).initialize(from: radixSquared, count: width)
        let calculator = Calculator(
            width: width, modulus: constants, radixSquared: constants + width,
            negatedInverse: negatedInverse, scratch: scratch)
        return try body(calculator)
    }
}

extension MontgomeryRing {
    /// Multiplies elements in place; all pointers name `width` limbs.
    struct Calculator: ~Copyable {
        let width: Int
        fileprivate let modulus: UnsafePointer<UInt>
        fileprivate let radixSquared: UnsafePointer<UInt>
        fileprivate let negatedInverse: UInt
        private let scratch: UnsafeMutablePointer<UInt>

        fileprivate init(
            width: Int, modulus: UnsafePointer<UInt>, radixSquared: UnsafePointer<UInt>,
            negatedInverse: UInt, scratch: UnsafeMutablePointer<UInt>
        ) {
            self.width = width
            self.modulus = modulus
            self.radixSquared = radixSquared
            self.negatedInverse = negatedInverse
            self.scratch = scratch
        }

        /// Sets `result` to the Montgomery product; it may be one of the factors.
        func multiply(
            _ result: UnsafeMutablePointer<UInt>, _ left: UnsafePointer<UInt>,
            _ right: UnsafePointer<UInt>
        ) {
            if left == right {
                __gmpn_sqr(scratch, left, width)
            } else {
                __gmpn_mul_n(scratch, left, right, width)
            }
            reduce(into: result)
        }

        /// Brings a plain number below the modulus to Montgomery form.
        func enter(_ element: UnsafeMutablePointer<UInt>) {
            multiply(element, element, radixSquared)
        }

        /// Brings an element back to a plain number.
        func leave(_ element: UnsafeMutablePointer<UInt>) {
            scratch.update(from: element, count: width)
            (scratch + width).update(repeating: 0, count: width)
            reduce(into: element)
        }

        private func reduce(into result: UnsafeMutablePointer<UInt>) {
            for limb in 0..<width {
                let factor = scratch[limb] &* negatedInverse
                // The carry takes the place of the limb that has just become zero.
                scratch[limb] = __gmpn_addmul_1(scratch + limb, modulus, width, factor)
            }
            let carry = __gmpn_add_n(result, scratch + width, scratch, width)
            if carry != 0 || __gmpn_cmp(result, modulus, width) >= 0 {
                __gmpn_sub_n(result, result, modulus, width)
            }
        }
    }
}
