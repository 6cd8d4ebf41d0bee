/// The byte form of keys and vectors, fixed width and big-endian.
///
/// | bytes | field |
/// |---|---|
/// | 1 | kind: 1 public key, 2 ciphertexts, 3 plaintexts modulo n |
/// | 1 | format version, 1 |
/// | 2 | bits after the binary point (0 for a key) |
/// | 4 | length of the modulus in bits |
/// | 4 | how many numbers follow |
/// | … | the numbers, each as long as the kind says |
///
/// A key is followed by `n` and `hₙ` in ciphertext length. Everything read is a peer's input: wrong
/// lengths, other keys and numbers outside their range are refused.
enum PaillierWire {
    enum Kind: UInt8 {
        case publicKey = 1
        case ciphertexts = 2
        case plaintexts = 3
    }

    static let headerLength = 12
    private static let version: UInt8 = 1

    static func header(_ kind: Kind, fractionBits: Int, keyBits: Int, count: Int) -> [UInt8] {
        [kind.rawValue, version]
            + bigEndian(UInt16(fractionBits)) + bigEndian(UInt32(keyBits))
            + bigEndian(UInt32(count))
    }

    /// Reads the header and checks that exactly the numbers it announces follow.
    static func open(
        _ bytes: [UInt8], _ kind: Kind, numberLength: (_ keyBits: Int) -> Int
    ) throws(PaillierError) -> (fractionBits: Int, keyBits: Int, count: Int) {
        guard bytes.count >= headerLength, bytes[0] == kind.rawValue, bytes[1] == version else {
            throw .malformed("no \(kind) of format version \(version)")
        }
        let fractionBits = number(bytes[2..<4])
        let keyBits = number(bytes[4..<8])
        let count = number(bytes[8..<12])
        guard PaillierPublicKey.offeredBits.contains(keyBits) else {
            throw .unsupportedKeyLength(keyBits)
        }
        guard fractionBits <= 127 else { throw .malformed("\(fractionBits) fraction bits") }
        guard bytes.count - headerLength == count * numberLength(keyBits) else {
            throw .malformed("\(bytes.count) bytes do not hold \(count) numbers")
        }
        return (fractionBits, keyBits, count)
    }

    /// The limbs of numbers below `limit`, each of `length` bytes.
    static func limbs(
        _ bytes: ArraySlice<UInt8>, length: Int, below limit: [UInt], minimum: UInt
    ) throws(PaillierError) -> [UInt] {
        let width = length / 8
        var limbs = [UInt](repeating: 0, count: bytes.count / 8)
        for start in stride(from: 0, to: limbs.count, by: width) {
            for limb in 0..<width {
                let place = bytes.startIndex + start * 8 + (width - 1 - limb) * 8
                limbs[start + limb] = bytes[place..<place + 8].reduce(0) { $0 << 8 | UInt($1) }
            }
            let value = Natural(limbs: limbs[start..<start + width])
            guard value < Natural(limbs: limit), Natural(minimum) <= value || minimum == 0 else {
                throw .malformed("a number is outside its range")
            }
        }
        return limbs
    }

    /// Numbers of `width` limbs as bytes, most significant first.
    static func bytes(_ limbs: [UInt], width: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(limbs.count * 8)
        for start in stride(from: 0, to: limbs.count, by: width) {
            for limb in limbs[start..<start + width].reversed() { bytes += bigEndian(limb) }
        }
        return bytes
    }

    private static func bigEndian(_ value: some FixedWidthInteger) -> [UInt8] {
        withUnsafeBytes(of: value.bigEndian) { Array($0) }
    }

    private static func number(_ bytes: ArraySlice<UInt8>) -> Int {
        bytes.reduce(0) { $0 << 8 | Int($1) }
    }
}

extension PaillierPublicKey {
    /// The key as bytes (`docs/components.md`).
    public var bytes: [UInt8] {
        PaillierWire.header(.publicKey, fractionBits: 0, keyBits: bits, count: 2)
            + PaillierWire.bytes(modulus.limbs(width: ring.width), width: ring.width)
            + PaillierWire.bytes(blindingBase.limbs(width: ring.width), width: ring.width)
    }

    /// Reads a key.
    /// - Throws: `PaillierError` for anything that is no key.
    public init(bytes: [UInt8]) throws(PaillierError) {
        let header = try PaillierWire.open(bytes, .publicKey) { $0 / 4 }
        guard header.count == 2 else { throw .malformed("a key has two numbers") }
        let numbers = bytes[PaillierWire.headerLength...]
        let modulus = Natural(bigEndian: numbers.prefix(header.keyBits / 4))
        guard modulus.bitWidth == header.keyBits else {
            throw .malformed("the modulus is not as long as announced")
        }
        try self.init(
            modulus: modulus, blindingBase: Natural(bigEndian: numbers.suffix(header.keyBits / 4)))
    }

    /// Ciphertexts as bytes.
    public func bytes(_ ciphertexts: Ciphertexts) -> [UInt8] {
        PaillierWire.header(
            .ciphertexts, fractionBits: ciphertexts.fractionBits, keyBits: bits,
            count: ciphertexts.count)
            + PaillierWire.bytes(left(ciphertexts.limbs), width: ring.width)
    }

    /// Reads ciphertexts of this key.
    /// - Throws: `PaillierError` for other bytes or numbers that are not between 1 and n².
    public func ciphertexts(_ bytes: [UInt8]) throws(PaillierError) -> Ciphertexts {
        let header = try PaillierWire.open(bytes, .ciphertexts) { $0 / 4 }
        guard header.keyBits == bits else { throw .malformed("ciphertexts of another key") }
        let limbs = try PaillierWire.limbs(
            bytes[PaillierWire.headerLength...], length: bits / 4, below: ring.modulus, minimum: 1)
        return Ciphertexts(
            keyBits: bits, fractionBits: header.fractionBits, count: header.count,
            limbs: entered(limbs))
    }

    /// Reads plaintexts modulo this key's n.
    /// - Throws: `PaillierError` for other bytes or numbers that are not below n.
    public func plaintexts(_ bytes: [UInt8]) throws(PaillierError) -> Plaintexts {
        let header = try PaillierWire.open(bytes, .plaintexts) { $0 / 8 }
        guard header.keyBits == bits else { throw .malformed("plaintexts of another key") }
        let limbs = try PaillierWire.limbs(
            bytes[PaillierWire.headerLength...], length: bits / 8, below: modulus.limbs, minimum: 0)
        return Plaintexts(
            keyBits: bits, fractionBits: header.fractionBits, count: header.count, limbs: limbs)
    }
}

extension Plaintexts {
    /// The numbers as bytes.
    public var bytes: [UInt8] {
        PaillierWire.header(
            .plaintexts, fractionBits: fractionBits, keyBits: keyBits, count: count)
            + PaillierWire.bytes(limbs, width: keyBits / 64)
    }
}
