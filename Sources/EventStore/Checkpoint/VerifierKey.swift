import Crypto

/// The public half of a key that signs notes: enough to check signatures, and to be given away.
///
/// Written as `name+hash+base64`, where the hash is the key id in hexadecimal and the base 64 is
/// the kind of signature and the public key (the form of Go's `note` package, used by C2SP).
public struct VerifierKey: Hashable, Sendable {
    /// What the key's signatures say.
    public enum Kind: UInt8, Hashable, Sendable {
        /// "This is my log": Ed25519 over the text (C2SP signed-note).
        case note = 1
        /// "At this time I have seen that log, and it continues what I saw before": Ed25519 over
        /// time and text (C2SP tlog-cosignature, cosignature/v1).
        case cosignature = 4
    }

    /// The name of the key, for a site the origin of its checkpoints.
    public let name: String
    /// What its signatures say.
    public let kind: Kind
    /// The 32 bytes of the Ed25519 public key (RFC 8032).
    public let publicKey: [UInt8]

    /// Refuses a name that is no key's, and bytes that are no public key.
    public init(name: String, kind: Kind, publicKey: [UInt8]) throws(NoteError) {
        guard KeyName.accepts(name) else {
            throw .key("the name \(name.prefix(40)) is empty or holds a space or a plus sign")
        }
        guard (try? Curve25519.Signing.PublicKey(rawRepresentation: publicKey)) != nil else {
            throw .key("\(publicKey.count) bytes are no Ed25519 public key")
        }
        self.name = name
        self.kind = kind
        self.publicKey = publicKey
    }

    /// Reads a key from its text.
    public init(_ text: String) throws(NoteError) {
        let parts = text.split(
            separator: "+", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3 else { throw .key("it is not of the form name+hash+base64") }
        guard let bytes = Base64.bytes(parts[2]), let first = bytes.first else {
            throw .key("its last part is not base 64")
        }
        guard let kind = Kind(rawValue: first) else { throw .key("its kind \(first) is unknown") }
        try self.init(name: String(parts[0]), kind: kind, publicKey: Array(bytes.dropFirst()))
        guard self.text == text else { throw .key("its hash is not that of its name and key") }
    }

    /// `name+hash+base64`.
    public var text: String {
        let id = (0..<4).map { UInt8(truncatingIfNeeded: keyID >> (24 - 8 * $0)) }
        return "\(name)+\(Hex.text(id))+\(Base64.text([kind.rawValue] + publicKey))"
    }

    /// SHA-256(name ‖ 0x0A ‖ kind ‖ public key), its first four bytes.
    public var keyID: UInt32 {
        let digest = SHA256.hash(data: Array(name.utf8) + [0x0A, kind.rawValue] + publicKey)
        return digest.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
    }

    /// The same key for another kind of signature.
    public func with(_ kind: Kind) -> VerifierKey {
        VerifierKey(checked: name, kind, publicKey)
    }

    init(checked name: String, _ kind: Kind, _ publicKey: [UInt8]) {
        self.name = name
        self.kind = kind
        self.publicKey = publicKey
    }
}

extension VerifierKey {
    /// Checks that a note carries a signature of this key and that each of them holds.
    ///
    /// - Returns: For a cosignature the time it was made, in seconds since 1970; otherwise `nil`.
    @discardableResult
    public func verify(_ note: SignedNote) throws(NoteError) -> UInt64? {
        let own = note.signatures.filter(made)
        guard !own.isEmpty else { throw .notSigned(by: name) }
        var newest: UInt64?
        for signature in own {
            guard let checked = check(signature.bytes, of: note.text) else {
                throw .wrongSignature(of: name)
            }
            if let time = checked.time { newest = max(newest ?? 0, time) }
        }
        return newest
    }

    /// Whether a signature says that it is one of this key.
    func made(_ signature: SignedNote.Signature) -> Bool {
        signature.name == name && signature.keyID == keyID
    }

    /// `nil` when the signature is not one of this text.
    private func check(_ signature: [UInt8], of text: String) -> (time: UInt64?, Void)? {
        let (time, message, bare) = open(signature, of: text)
        guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: publicKey),
            bare.count == 64, key.isValidSignature(bare, for: message)
        else { return nil }
        return (time, ())
    }

    private func open(
        _ signature: [UInt8], of text: String
    ) -> (time: UInt64?, message: [UInt8], bare: [UInt8]) {
        switch kind {
        case .note: return (nil, Array(text.utf8), signature)
        case .cosignature:
            let time = signature.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
            return (time, Cosignature.message(text, at: time), Array(signature.dropFirst(8)))
        }
    }
}

extension VerifierKey {
    /// Whether the key has the name that the keys of a site have.
    public func isKey(ofSite site: String) -> Bool { name == KeyName.of(site: site) }
}

/// What a cosignature signs (C2SP tlog-cosignature).
enum Cosignature {
    static func message(_ text: String, at time: UInt64) -> [UInt8] {
        Array("cosignature/v1\ntime \(time)\n\(text)".utf8)
    }
}

/// The names that keys may have.
enum KeyName {
    static func accepts(_ name: String) -> Bool {
        !name.isEmpty && PlainText.accepts(name)
            && !name.unicodeScalars.contains { $0.properties.isWhitespace || $0 == "+" }
    }

    /// The name of a site's key: the site's name with `%` and two digits for each byte of what no
    /// key's name may hold.
    static func of(site: String) -> String {
        site.unicodeScalars.map { scalar in
            if !scalar.properties.isWhitespace, scalar != "+", scalar != "%" {
                return String(scalar)
            }
            return String(scalar).utf8.map { "%" + Hex.text([$0]) }.joined()
        }.joined()
    }
}
