/// Encrypted sums `Σ xᵢ · dᵢ` of plain numbers and encrypted ones, by buckets.
///
/// One power for each product would cost some forty ring products each. Here the magnitudes are
/// cut into digits; for each digit place all ciphertexts with the same digit are multiplied
/// together first, and the buckets then contribute `digit` times by running products
/// (N. Pippenger, "On the evaluation of powers and related problems", FOCS 1976). Positive and
/// negative numbers are kept apart and meet in a single inversion.
struct SumsOfProducts {
    private let key: PaillierPublicKey
    private let ciphertexts: Ciphertexts
    private let encoding: FixedPoint

    /// Sums over `ciphertexts` with plain factors of `fractionBits` bits after the point.
    init(_ ciphertexts: Ciphertexts, fractionBits: Int, key: PaillierPublicKey) {
        self.key = key
        self.ciphertexts = ciphertexts
        encoding = FixedPoint(fractionBits: fractionBits)
    }

    /// The element `Π dᵢ^xᵢ` in Montgomery form.
    func sum(_ factors: some Collection<Double>) throws(PaillierError) -> [UInt] {
        var magnitudes: [UInt] = []
        var isNegative: [Bool] = []
        magnitudes.reserveCapacity(factors.count)
        isNegative.reserveCapacity(factors.count)
        for factor in factors {
            let encoded = try encoding.encodeShort(factor)
            magnitudes.append(encoded.magnitude)
            isNegative.append(encoded.isNegative)
        }
        var positive = power(magnitudes, of: isNegative.map { !$0 })
        let negative = power(magnitudes, of: isNegative)
        if negative == key.ring.one { return positive }
        key.multiply(&positive, by: try inverse(negative))
        return positive
    }

    /// The product of the powers whose sign is chosen.
    private func power(_ magnitudes: [UInt], of isChosen: [Bool]) -> [UInt] {
        let chosen = magnitudes.indices.filter { isChosen[$0] && magnitudes[$0] != 0 }
        let bits = chosen.reduce(0) { max($0, UInt.bitWidth - magnitudes[$1].leadingZeroBitCount) }
        let digitBits = Self.bestDigitBits(count: chosen.count, bits: bits)
        let width = key.ring.width
        var total = key.ring.one
        var buckets = Buckets(digitBits: digitBits, ring: key.ring)
        key.ring.compute { calculator in
            ciphertexts.limbs.withUnsafeBufferPointer { elements in
                guard let elements = elements.baseAddress else { return }
                var place = (bits + digitBits - 1) / digitBits * digitBits
                while place > 0 {
                    place -= digitBits
                    for row in chosen {
                        let digit = Int(magnitudes[row] >> UInt(place)) & (1 << digitBits - 1)
                        buckets.add(elements + row * width, digit: digit, calculator)
                    }
                    buckets.close(into: &total, calculator)
                }
            }
        }
        return total
    }

    private func inverse(_ element: [UInt]) throws(PaillierError) -> [UInt] {
        let square = Natural(limbs: key.ring.modulus)
        guard let inverse = Natural(limbs: key.left(element)).inverse(modulo: square) else {
            throw .noInverse
        }
        return key.entered(inverse.limbs(width: key.ring.width))
    }

    /// The digit length with the fewest products: one for each digit, two for each bucket.
    private static func bestDigitBits(count: Int, bits: Int) -> Int {
        func cost(_ digitBits: Int) -> Int {
            (bits + digitBits - 1) / digitBits * (count + 2 << digitBits)
        }
        return (1...12).min { cost($0) < cost($1) } ?? 1
    }
}

extension PaillierPublicKey {
    /// `Σ xᵢ · dᵢ` for each column of plain numbers, one encrypted number for each.
    ///
    /// The result has the fraction bits of both factors together. It must be masked before it
    /// leaves the party, like every computed ciphertext.
    /// - Throws: `PaillierError` when a column has another length or a number does not fit.
    public func sumsOfProducts(
        _ ciphertexts: Ciphertexts, columns: [[Double]], fractionBits: Int
    ) throws(PaillierError) -> Ciphertexts {
        let sums = SumsOfProducts(ciphertexts, fractionBits: fractionBits, key: self)
        var limbs: [UInt] = []
        for column in columns {
            guard column.count == ciphertexts.count, ciphertexts.keyBits == bits else {
                throw .mismatch("\(column.count) factors and \(ciphertexts.count) ciphertexts")
            }
            limbs += try sums.sum(column)
        }
        return Ciphertexts(
            keyBits: bits, fractionBits: ciphertexts.fractionBits + fractionBits,
            count: columns.count, limbs: limbs)
    }
}
