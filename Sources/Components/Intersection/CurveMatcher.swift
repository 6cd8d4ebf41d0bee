import Crypto
import Domain

/// Private set intersection with commuting masks on Curve25519 (C. Meadows, IEEE S&P 1986;
/// B. Huberman, M. Franklin, T. Hogg, ACM EC 1999).
///
/// Each side draws a secret scalar, `a` at the guest and `b` at the host, for this run and this
/// peer. With `H` from `CurvePoint.hash`:
///
/// | message | from, to | elements of 32 bytes |
/// |---|---|---|
/// | `ecdh.guest` | guest → host | `a·H(x)` of the guest's keys, shuffled |
/// | `ecdh.host` | host → guest | `b·H(y)` of the host's keys, shuffled |
/// | `ecdh.doubled` | host → guest | `b·(a·H(x))`, in the order of `ecdh.guest` |
///
/// The guest computes `a·(b·H(y))`: equal elements are equal keys. Under the decisional
/// Diffie-Hellman assumption, and with the hash as a random oracle, masked keys that are not in
/// common look like random points; shuffling takes away what their order would tell.
struct CurveMatcher: PairMatcher {
    let salt: String

    func find(_ keys: [[UInt8]], at host: Party, over wire: ElementWire) async throws -> [Int: Int]
    {
        let secret = Curve25519.KeyAgreement.PrivateKey()
        let (order, masked) = try await mask(keys, with: secret)
        try await wire.send(masked, width: CurvePoint.byteCount, "ecdh.guest", to: host)
        let theirs = try await wire.receive(width: CurvePoint.byteCount, "ecdh.host", from: host)
        let doubled = try await wire.receive(
            width: CurvePoint.byteCount, count: keys.count, "ecdh.doubled", from: host)
        let finished = try await Parallel.map(theirs) { element in
            try CurvePoint(received: element, from: host).masked(with: secret).bytes
        }
        return try join(own: doubled, order: order, theirs: finished, of: host)
    }

    func offer(_ keys: [[UInt8]], to guest: Party, over wire: ElementWire) async throws -> [Int] {
        let secret = Curve25519.KeyAgreement.PrivateKey()
        let (order, masked) = try await mask(keys, with: secret)
        let theirs = try await wire.receive(width: CurvePoint.byteCount, "ecdh.guest", from: guest)
        try await wire.send(masked, width: CurvePoint.byteCount, "ecdh.host", to: guest)
        let doubled = try await Parallel.map(theirs) { element in
            try CurvePoint(received: element, from: guest).masked(with: secret).bytes
        }
        try await wire.send(doubled, width: CurvePoint.byteCount, "ecdh.doubled", to: guest)
        return order
    }

    private func mask(
        _ keys: [[UInt8]], with secret: Curve25519.KeyAgreement.PrivateKey
    ) async throws -> (order: [Int], elements: [[UInt8]]) {
        var random = SystemRandomNumberGenerator()
        let order = Array(keys.indices).shuffled(using: &random)
        let elements = try await Parallel.map(order.map { keys[$0] }) { key in
            try CurvePoint.hash(key, salt: salt).masked(with: secret).bytes
        }
        return (order, elements)
    }
}
