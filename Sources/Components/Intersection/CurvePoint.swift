import Crypto
import Domain

/// A point of Curve25519, given by its u-coordinate as in RFC 7748.
///
/// Every u is on the curve or on its twist, and multiplication keeps it there. A hash that went
/// to both would thus show one bit of itself through any mask, so `hash` tries again until it is
/// on the curve, and a received point off the curve is refused. Scalars are multiples of 8
/// (clamping, RFC 7748 section 5): a part of small order vanishes, and what is left over is in
/// the group of prime order, where any two masks commute.
struct CurvePoint: Sendable {
    /// The length of a point.
    static let byteCount = 32
    private static let domain = Array("clotho/ecdh-psi/v1".utf8)

    /// The u-coordinate, little-endian, below 2^255 − 19.
    let bytes: [UInt8]

    private init(bytes: [UInt8]) { self.bytes = bytes }

    /// The point of a key.
    ///
    /// SHA-256(domain ‖ counter, 4 bytes ‖ length of the salt, 4 bytes ‖ salt ‖ key) without the
    /// highest bit, for the first counter from 0 that gives a point on the curve; each does with
    /// a probability of one half. Numbers are little-endian.
    static func hash(_ key: [UInt8], salt: String) -> CurvePoint {
        let salt = Array(salt.utf8)
        var counter: UInt32 = 0
        while true {
            var bytes = KeyHash.sha256(domain, counter: counter, salt: salt, key)
            bytes[31] &= 0x7f
            if isOnCurve(bytes) { return CurvePoint(bytes: bytes) }
            counter += 1
        }
    }

    /// A point that a peer sent.
    /// - Throws: `ComponentError` when it is not the u-coordinate of a point of the curve.
    init(received bytes: [UInt8], from party: Party) throws(ComponentError) {
        guard bytes.count == Self.byteCount, Self.isOnCurve(bytes) else {
            throw ComponentError("\(party) sent an element that is not a point of Curve25519")
        }
        self.bytes = bytes
    }

    /// The point times a secret scalar.
    /// - Throws: `ComponentError` for a point of small order, which a mask cannot hide.
    func masked(
        with secret: Curve25519.KeyAgreement.PrivateKey
    ) throws(ComponentError) -> CurvePoint {
        guard let point = try? Curve25519.KeyAgreement.PublicKey(rawRepresentation: bytes),
            let product = try? secret.sharedSecretFromKeyAgreement(with: point),
            case let bytes = product.withUnsafeBytes({ Array($0) }),
            bytes.contains(where: { $0 != 0 })
        else { throw ComponentError("An element from a peer is a point of small order") }
        return CurvePoint(bytes: bytes)
    }

    /// Whether `u³ + 486662·u² + u` is a square other than 0 modulo 2^255 − 19, and u is below
    /// it.
    private static func isOnCurve(_ bytes: [UInt8]) -> Bool {
        let u = Natural(bigEndian: bytes.reversed())
        guard u < prime else { return false }
        return (((u + coefficient) * u + Natural(1)) % prime * u).isSquare(modulo: prime)
    }

    private static let coefficient = Natural(486_662)
    private static let prime = Natural(limbs: [
        0xffff_ffff_ffff_ffed, 0xffff_ffff_ffff_ffff, 0xffff_ffff_ffff_ffff, 0x7fff_ffff_ffff_ffff,
    ])
}
