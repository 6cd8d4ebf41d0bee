/// Powers of one base, read off a table: one product for each eight bits of the exponent.
///
/// Entry (window w, digit d) is `base^(d · 256^w)`; a power is the product of one entry for each
/// window (E. F. Brickell, D. M. Gordon, K. S. McCurley, D. B. Wilson, "Fast exponentiation with
/// precomputation", EUROCRYPT 1992). For 1024-bit keys the table has 3.7 MB.
struct FixedBaseTable: Sendable {
    private static let digits = 256

    private let ring: MontgomeryRing
    private let windows: Int
    private let entries: [UInt]

    /// The table for exponents of up to `exponentBits` bits; `base` is a plain number.
    init(base: Natural, exponentBits: Int, ring: MontgomeryRing) {
        let windows = (exponentBits + 7) / 8
        var entries = [UInt](repeating: 0, count: windows * Self.digits * ring.width)
        var step = base.limbs(width: ring.width)
        ring.compute { calculator in
            entries.withUnsafeMutableBufferPointer { entries in
                step.withUnsafeMutableBufferPointer { step in
                    guard let entries = entries.baseAddress, let step = step.baseAddress else {
                        return
                    }
                    calculator.enter(step)
                    for window in 0..<windows {
                        let row = entries + window * Self.digits * ring.width
                        row.update(from: ring.one, count: ring.width)
                        Self.fill(row, step: step, calculator)
                    }
                }
            }
        }
        self.ring = ring
        self.windows = windows
        self.entries = entries
    }

    /// Writes the powers of `step` after the 1 that `row` starts with, and moves `step` on to the
    /// next window.
    private static func fill(
        _ row: UnsafeMutablePointer<UInt>, step: UnsafeMutablePointer<UInt>,
        _ calculator: borrowing MontgomeryRing.Calculator
    ) {
        for digit in 1..<digits {
            let entry = row + digit * calculator.width
            calculator.multiply(entry, entry - calculator.width, step)
        }
        calculator.multiply(step, step, row + (digits - 1) * calculator.width)
    }

    /// Powers for `count` random exponents of full length, in Montgomery form.
    func randomPowers(_ count: Int, using generator: inout some RandomNumberGenerator) -> [UInt] {
        var powers = [UInt](repeating: 0, count: count * ring.width)
        ring.compute { calculator in
            powers.withUnsafeMutableBufferPointer { powers in
                entries.withUnsafeBufferPointer { entries in
                    guard let powers = powers.baseAddress, let entries = entries.baseAddress else {
                        return
                    }
                    for place in 0..<count {
                        writeRandomPower(
                            to: powers + place * ring.width, from: entries, calculator,
                            using: &generator)
                    }
                }
            }
        }
        return powers
    }

    private func writeRandomPower(
        to power: UnsafeMutablePointer<UInt>, from entries: UnsafePointer<UInt>,
        _ calculator: borrowing MontgomeryRing.Calculator,
        using generator: inout some RandomNumberGenerator
    ) {
        var digits: UInt64 = 0
        for window in 0..<windows {
            if window % 8 == 0 { digits = generator.next() }
            let entry = entries + (window * Self.digits + Int(digits & 0xff)) * ring.width
            digits >>= 8
            if window == 0 {
                power.update(from: entry, count: ring.width)
            } else {
                calculator.multiply(power, power, entry)
            }
        }
    }
}
