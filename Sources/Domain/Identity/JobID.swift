/// One federated job, the same at all its parties.
///
/// FATE's form is 20 digits of local time (`YYYYMMDDHHMMSSffffff`) and a counter
/// (FATE-Flow `utils/job_utils.py`); the log only asks for 1 to 25 letters, digits, `_` or `-`.
public struct JobID: Hashable, Sendable, CustomStringConvertible {
    /// The text of the identifier.
    public let text: String

    /// The longest identifier that FATE's tables hold.
    public static let lengthMax = 25

    /// `nil` when the text is empty, longer than `lengthMax` or holds another character.
    public init?(_ text: String) {
        guard (1...Self.lengthMax).contains(text.utf8.count), text.utf8.allSatisfy(Self.isAllowed)
        else { return nil }
        self.text = text
    }

    public var description: String { text }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"), UInt8(ascii: "-"):
            true
        default: false
        }
    }
}
