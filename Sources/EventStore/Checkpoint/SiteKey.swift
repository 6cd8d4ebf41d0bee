import Crypto

/// The Ed25519 key with which a site signs its checkpoints and countersigns those of others.
///
/// It is made at the site's first start and lives in a file that nobody else may read: whoever
/// has it can speak for the site.
public struct SiteKey: Sendable {
    private let key: Curve25519.Signing.PrivateKey
    /// The name of the key, and the origin of the site's checkpoints.
    public let name: String

    /// Makes a key from its secret: 32 bytes, as in RFC 8032.
    ///
    /// - Parameter site: The site's name as it stands in the log.
    public init(site: String, secret: [UInt8]) throws(EventLogError) {
        guard let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: secret) else {
            throw .invalid("\(secret.count) bytes are no Ed25519 key; it has 32")
        }
        name = KeyName.of(site: site)
        self.key = key
    }

    /// Reads the key of a site from a file, or makes the key and the file.
    ///
    /// - Throws: ``EventLogError`` when the file cannot be read or written, when others may read
    ///   it, or when it holds something else.
    public init(file: String, site: String) throws(EventLogError) {
        let secret = try SiteKeyFile(path: file).readOrMake {
            Array(Curve25519.Signing.PrivateKey().rawRepresentation)
        }
        try self.init(site: site, secret: secret)
    }

    /// The key that others check the site's checkpoints with.
    public var verifier: VerifierKey { verifier(.note) }

    /// The key that others check the site's countersignatures with.
    public var cosignatureVerifier: VerifierKey { verifier(.cosignature) }

    /// Signs a checkpoint of this site's log.
    public func sign(_ checkpoint: Checkpoint) throws(EventLogError) -> SignedNote {
        try sign(checkpoint.text)
    }

    /// Signs a text that this site says; it ends with a newline and cannot be taken for a
    /// checkpoint.
    public func sign(statement text: String) throws(EventLogError) -> SignedNote {
        guard text.utf8.last == UInt8(ascii: "\n"), (try? Checkpoint(text: text)) == nil else {
            throw .invalid("a statement ends with a newline and is no checkpoint")
        }
        return try sign(text)
    }

    private func sign(_ text: String) throws(EventLogError) -> SignedNote {
        let bytes = try signature(Array(text.utf8))
        let signature = SignedNote.Signature(
            name: name, keyID: verifier.keyID, bytes: bytes)
        return SignedNote(text: text, signatures: [signature])
    }

    /// Says that this site has seen another's checkpoint at a time, and that it continues what the
    /// site saw of that log before. The caller has checked that.
    ///
    /// - Parameter seconds: The time since 1970.
    public func cosign(
        _ note: SignedNote, atSeconds seconds: UInt64
    ) throws(EventLogError) -> SignedNote.Signature {
        let time = (0..<8).map { UInt8(truncatingIfNeeded: seconds >> (56 - 8 * $0)) }
        let bytes = try signature(Cosignature.message(note.text, at: seconds))
        return SignedNote.Signature(
            name: name, keyID: cosignatureVerifier.keyID, bytes: time + bytes)
    }

    private func verifier(_ kind: VerifierKey.Kind) -> VerifierKey {
        VerifierKey(checked: name, kind, Array(key.publicKey.rawRepresentation))
    }

    private func signature(_ message: [UInt8]) throws(EventLogError) -> [UInt8] {
        guard let signature = try? key.signature(for: message) else {
            throw .invalid("the key of \(name) signs nothing")
        }
        return Array(signature)
    }
}
