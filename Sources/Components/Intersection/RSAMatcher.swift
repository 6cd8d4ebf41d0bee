import Domain

/// Private set intersection with blind RSA signatures (E. De Cristofaro, G. Tsudik, Financial
/// Cryptography 2010, figure 4): the host signs, the guest blinds.
///
/// The host makes a key `(n, e, d)` for this run. With `H` a full-domain hash to the numbers
/// below `n` and `G` a second hash:
///
/// | message | from, to | elements |
/// |---|---|---|
/// | `rsa.modulus` | host → guest | one, as wide as the key: `n`, big-endian; `e` is 65537 |
/// | `rsa.blinded` | guest → host | `H(x)·r^e mod n`, shuffled, an `r` of its own for each key |
/// | `rsa.signed` | host → guest | the d-th powers of these, in that order |
/// | `rsa.host` | host → guest | 32 bytes: `G(H(y)^d)` of the host's keys, shuffled |
///
/// The guest divides by `r` and computes `G(H(x)^d)`: equal elements are equal keys. Blinded keys
/// are evenly distributed, whatever the keys; without `d` no one computes the signature of a key
/// that the host has not signed (one-more-RSA assumption, hashes as random oracles).
struct RSAMatcher: PairMatcher {
    let salt: String
    let keyBits: Int

    private var width: Int { keyBits / 8 }

    func find(_ keys: [[UInt8]], at host: Party, over wire: ElementWire) async throws -> [Int: Int]
    {
        let modulus = try await wire.receive(width: width, count: 1, "rsa.modulus", from: host)[0]
        let key = try RSAPublicKey(received: modulus, bits: keyBits, salt: salt, from: host)
        var random = SystemRandomNumberGenerator()
        let order = Array(keys.indices).shuffled(using: &random)
        let blinded = try await Parallel.map(order.map { keys[$0] }, chunk: 64, key.blind)
        try await wire.send(blinded.map(\.element), width: width, "rsa.blinded", to: host)
        let signed = try await wire.receive(
            width: width, count: keys.count, "rsa.signed", from: host)
        let own = try await Parallel.map(Array(zip(signed, blinded)), chunk: 64) {
            signed, blinded in
            try key.unblind(signed, blinded, from: host)
        }
        let theirs = try await wire.receive(width: 32, "rsa.host", from: host)
        return try join(own: own, order: order, theirs: theirs, of: host)
    }

    func offer(_ keys: [[UInt8]], to guest: Party, over wire: ElementWire) async throws -> [Int] {
        let key = RSAPrivateKey(bits: keyBits, salt: salt)
        let modulus = key.publicKey.modulus.bigEndian(count: width)
        try await wire.send([modulus], width: width, "rsa.modulus", to: guest)
        var random = SystemRandomNumberGenerator()
        let order = Array(keys.indices).shuffled(using: &random)
        let own = try await Parallel.map(order.map { keys[$0] }, chunk: 32) { key.digest(of: $0) }
        let blinded = try await wire.receive(width: width, "rsa.blinded", from: guest)
        let signed = try await Parallel.map(blinded, chunk: 32) { try key.sign($0, from: guest) }
        try await wire.send(signed, width: width, "rsa.signed", to: guest)
        try await wire.send(own, width: 32, "rsa.host", to: guest)
        return order
    }
}
