/// Why bytes are not an envelope, or a record that begins with one.
public enum EnvelopeError: Error, Hashable, Sendable {
    /// The bytes end too early.
    case truncated
    /// There are bytes behind the envelope.
    case trailingBytes(Int)
    /// A version of the format that this program does not know.
    case unknownFormatVersion(UInt16)
    /// A kind of record that this program does not know.
    case unknownRecordKind(UInt8)
    /// A field holds a value that is never written; the text names it.
    case invalidField(String)
}

extension EnvelopeError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .truncated: "it ends too early"
        case .trailingBytes(let count): "\(count) bytes follow the envelope"
        case .unknownFormatVersion(let version): "format version \(version) is unknown"
        case .unknownRecordKind(let kind): "record kind \(kind) is unknown"
        case .invalidField(let name): "\(name) is not valid"
        }
    }
}
