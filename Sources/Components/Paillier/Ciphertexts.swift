/// Encrypted signed numbers of one key and one scale.
///
/// Adding ciphertexts adds what they hold. The result of a computation is *not* random by itself:
/// who knows the inputs could find the factors, so a result is masked or has a fresh encryption
/// added (`PaillierEncryptor`) before it leaves a party.
public struct Ciphertexts: Hashable, Sendable {
    /// The length of the key in bits.
    public let keyBits: Int
    /// Bits after the binary point of the encoded numbers.
    public let fractionBits: Int
    /// How many there are.
    public let count: Int
    /// Elements of the key's ring in Montgomery form, one after another.
    var limbs: [UInt]

    init(keyBits: Int, fractionBits: Int, count: Int, limbs: [UInt]) {
        self.keyBits = keyBits
        self.fractionBits = fractionBits
        self.count = count
        self.limbs = limbs
    }

    /// The plain numbers below n².
    func naturals(of key: PaillierPublicKey) -> [Natural] {
        let width = key.ring.width
        let plain = key.left(limbs)
        return (0..<count).map { Natural(limbs: plain[$0 * width..<($0 + 1) * width]) }
    }

    /// One after another in one vector.
    /// - Throws: `PaillierError.mismatch` when scales or keys differ.
    public static func joined(_ parts: [Ciphertexts]) throws(PaillierError) -> Ciphertexts? {
        guard let first = parts.first else { return nil }
        for part in parts { try first.requireSameScale(as: part) }
        return Ciphertexts(
            keyBits: first.keyBits, fractionBits: first.fractionBits,
            count: parts.reduce(0) { $0 + $1.count }, limbs: parts.flatMap(\.limbs))
    }

    /// The ciphertexts at some places.
    public subscript(range: Range<Int>) -> Ciphertexts {
        let width = count == 0 ? 0 : limbs.count / count
        return Ciphertexts(
            keyBits: keyBits, fractionBits: fractionBits, count: range.count,
            limbs: Array(limbs[range.lowerBound * width..<range.upperBound * width]))
    }

    func requireSameScale(as other: Ciphertexts) throws(PaillierError) {
        guard keyBits == other.keyBits else { throw .mismatch("their keys differ in length") }
        guard fractionBits == other.fractionBits else {
            throw .mismatch("\(fractionBits) and \(other.fractionBits) fraction bits")
        }
    }
}

extension PaillierPublicKey {
    /// Encrypted sums, element by element.
    /// - Throws: `PaillierError.mismatch` when lengths, scales or keys differ.
    public func add(
        _ left: Ciphertexts, _ right: Ciphertexts
    ) throws(PaillierError) -> Ciphertexts {
        try left.requireSameScale(as: right)
        guard left.count == right.count, left.keyBits == bits else {
            throw .mismatch("\(left.count) and \(right.count) numbers")
        }
        var result = left
        multiply(&result.limbs, by: right.limbs)
        return result
    }

    /// The encrypted sum of all elements, a vector of one.
    ///
    /// The sum of no elements is an encryption of zero that anyone recognises.
    public func sum(_ ciphertexts: Ciphertexts) -> Ciphertexts {
        var total = ring.one
        ring.compute { calculator in
            total.withUnsafeMutableBufferPointer { total in
                ciphertexts.limbs.withUnsafeBufferPointer { limbs in
                    guard let total = total.baseAddress, let start = limbs.baseAddress else {
                        return
                    }
                    for place in 0..<ciphertexts.count {
                        calculator.multiply(total, total, start + place * ring.width)
                    }
                }
            }
        }
        return Ciphertexts(
            keyBits: bits, fractionBits: ciphertexts.fractionBits, count: 1, limbs: total)
    }
}
