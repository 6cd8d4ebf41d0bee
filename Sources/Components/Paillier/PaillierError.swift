/// Why a number could not be encrypted or decrypted, or why a peer's bytes were refused.
public enum PaillierError: Error, Equatable, CustomStringConvertible {
    /// A number is too large for the fixed-point encoding, or not finite.
    case overflow(Double, fractionBits: Int)
    /// A decrypted number lies outside the range that stands for signed values.
    case plaintextOutOfRange
    /// Two vectors have other lengths, keys or fraction bits.
    case mismatch(String)
    /// A ciphertext that cannot be one: it shares a factor with the key.
    case noInverse
    /// Bytes from a peer that are no key, ciphertexts or plaintexts.
    case malformed(String)
    /// A key length that is not offered.
    case unsupportedKeyLength(Int)

    /// A sentence for the user.
    public var description: String {
        switch self {
        case .overflow(let value, let bits):
            "\(value) does not fit a fixed-point number with \(bits) bits after the point."
        case .plaintextOutOfRange:
            "A decrypted number is outside the range of signed numbers: the computation overflowed."
        case .mismatch(let what): "Encrypted vectors do not fit together: \(what)."
        case .noInverse: "A ciphertext has no inverse, so it was not made with this key."
        case .malformed(let what): "Bytes from another party were refused: \(what)."
        case .unsupportedKeyLength(let bits):
            "A Paillier key of \(bits) bits is not offered; use 1024, 2048 or 3072."
        }
    }
}
