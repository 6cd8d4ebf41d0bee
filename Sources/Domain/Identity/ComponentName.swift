/// The name of a component in a DSL, such as `hetero_lr_0`.
///
/// Letters, digits, `_` and `-` (FATE-Flow `scheduler/dsl_parser.py`).
public struct ComponentName: Hashable, Sendable, CustomStringConvertible {
    /// The name as written.
    public let text: String

    /// `nil` when the name is empty or holds another character.
    public init?(_ text: String) {
        // Names are nearly always ASCII, of which bytes tell as much as characters.
        guard !text.isEmpty,
            text.utf8.allSatisfy(Self.isAllowed) || text.allSatisfy(Self.isAllowed)
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

    private static func isAllowed(_ character: Character) -> Bool {
        character.isLetter || character.isWholeNumber || character == "_" || character == "-"
    }
}
