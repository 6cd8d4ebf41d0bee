/// Why a text is no signed note, no checkpoint or no key, or why a signature does not hold.
public enum NoteError: Error, Hashable, Sendable {
    /// The text is larger than any note may be.
    case tooLarge(bytes: Int, limit: Int)
    /// The text is not UTF-8 or holds a control character.
    case notPlainText
    /// The text does not end with a newline.
    case missingNewline
    /// There is no empty line with signatures behind it.
    case missingSignatures
    /// A line among the signatures is none; lines are counted from 1 behind the empty line.
    case signatureLine(Int, String)
    /// The text is no checkpoint.
    case checkpoint(String)
    /// A text is no key, or its name may not be one.
    case key(String)
    /// No signature is of the key that was asked for.
    case notSigned(by: String)
    /// A signature of the key is not one of this text.
    case wrongSignature(of: String)
}

extension NoteError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .tooLarge(let bytes, let limit):
            "the note has \(bytes) bytes; the limit is \(limit)"
        case .notPlainText: "the note is not UTF-8 or holds a control character"
        case .missingNewline: "the note does not end with a newline"
        case .missingSignatures: "the note has no signatures behind an empty line"
        case .signatureLine(let number, let what): "signature \(number) of the note: \(what)"
        case .checkpoint(let what): "the note is no checkpoint: \(what)"
        case .key(let what): "no key: \(what)"
        case .notSigned(let name): "the note has no signature of \(name)"
        case .wrongSignature(let name): "the signature of \(name) is not one of this note"
        }
    }
}
