/// The name of a component in a DSL, such as `hetero_lr_0`.
///
/// Letters, digits, `_` and `-` (FATE-Flow `scheduler/dsl_parser.py`).
public struct ComponentName: Hashable, Sendable, CustomStringConvertible {
    /// The name as written.
    public let text: String

    /// `nil` when the name is empty or holds another character.
    public init?(_ text: String) {
        guard !text.isEmpty, text.allSatisfy(Self.isAllowed) else { return nil }
        self.text = text
    }

    public var description: String { text }

    private static func isAllowed(_ character: Character) -> Bool {
        character.isLetter || character.isWholeNumber || character == "_" || character == "-"
    }
}
