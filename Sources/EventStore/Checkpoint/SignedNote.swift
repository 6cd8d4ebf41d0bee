/// A text with signatures under it (C2SP signed-note).
///
/// The text is worth nothing until ``VerifierKey/verify(_:)`` has found a signature to hold.
public struct SignedNote: Hashable, Sendable {
    /// One signature line: `— name base64(key id ‖ signature)`.
    public struct Signature: Hashable, Sendable {
        /// The name of the key.
        public let name: String
        /// The first four bytes of a hash over name, kind and public key.
        public let keyID: UInt32
        /// What the kind of key makes of it.
        public let bytes: [UInt8]

        /// Makes a signature line.
        public init(name: String, keyID: UInt32, bytes: [UInt8]) {
            self.name = name
            self.keyID = keyID
            self.bytes = bytes
        }
    }

    /// What is signed, with its last newline.
    public let text: String
    /// The signatures, in the order of their lines.
    public private(set) var signatures: [Signature]

    /// The largest checkpoint that is read.
    public static let bytesMax = 64 << 10

    /// Makes a note; it needs at least one signature to be read again.
    public init(text: String, signatures: [Signature]) {
        self.text = text
        self.signatures = signatures
    }

    /// Reads a note; there is one way to write it, and every other is refused.
    ///
    /// - Parameter bytesMax: The largest note that is read.
    public init(_ note: [UInt8], bytesMax: Int = Self.bytesMax) throws(NoteError) {
        guard note.count <= bytesMax else {
            throw .tooLarge(bytes: note.count, limit: bytesMax)
        }
        guard let whole = String(validating: note, as: UTF8.self),
            note.allSatisfy({ $0 >= 0x20 || $0 == UInt8(ascii: "\n") })
        else { throw .notPlainText }
        guard note.last == UInt8(ascii: "\n") else { throw .missingNewline }
        let lines = whole.dropLast().split(separator: "\n", omittingEmptySubsequences: false)
        guard let blank = lines.lastIndex(of: ""), blank > 0, blank + 1 < lines.endIndex else {
            throw .missingSignatures
        }
        text = lines[..<blank].map { $0 + "\n" }.joined()
        signatures = []
        for (number, line) in lines[(blank + 1)...].enumerated() {
            signatures.append(try Signature(line: line, number: number + 1))
        }
    }

    /// The bytes of the note.
    public var encoded: [UInt8] {
        Array((text + "\n" + signatures.map(\.line).joined()).utf8)
    }

    /// The note with more signatures under it; those it has already are left out.
    public func adding(_ more: [Signature]) -> SignedNote {
        SignedNote(
            text: text, signatures: signatures + more.filter { !signatures.contains($0) })
    }
}

extension SignedNote.Signature {
    fileprivate static let dash = "\u{2014} "

    fileprivate var line: String {
        let id = (0..<4).map { UInt8(truncatingIfNeeded: keyID >> (24 - 8 * $0)) }
        return "\(Self.dash)\(name) \(Base64.text(id + bytes))\n"
    }

    fileprivate init(line: Substring, number: Int) throws(NoteError) {
        guard line.hasPrefix(Self.dash) else {
            throw .signatureLine(number, "it does not begin with an em dash and a space")
        }
        let parts = line.dropFirst(Self.dash.count).split(
            separator: " ", omittingEmptySubsequences: false)
        guard parts.count == 2, KeyName.accepts(String(parts[0])) else {
            throw .signatureLine(number, "it is not a key's name, a space and a signature")
        }
        guard let bytes = Base64.bytes(parts[1]), bytes.count > 4 else {
            throw .signatureLine(number, "the signature is not base 64 of 5 bytes or more")
        }
        let id = bytes.prefix(4).reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        self.init(name: String(parts[0]), keyID: id, bytes: Array(bytes.dropFirst(4)))
    }
}
