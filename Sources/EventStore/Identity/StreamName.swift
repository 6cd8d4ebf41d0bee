/// The name of a stream, such as `job-202401011200000000001`.
///
/// Two names are equal when their bytes are: names that merely look alike (an accented letter
/// written in two ways) are different streams, in memory as on disk.
public struct StreamName: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The name as written.
    public let text: String

    /// The longest name, in UTF-8 bytes; a name is a key of the log's index.
    public static let bytesMax = 400

    /// `nil` when the text is empty, longer than `bytesMax` or holds a control character.
    public init?(_ text: String) {
        guard (1...Self.bytesMax).contains(text.utf8.count), PlainText.accepts(text) else {
            return nil
        }
        self.text = text
    }

    /// Takes a text that was checked before.
    init(checked text: String) { self.text = text }

    public var description: String { text }

    public static func == (left: StreamName, right: StreamName) -> Bool {
        Spelling(left.text) == Spelling(right.text)
    }

    /// In the order of the bytes, which is the order of the log's index.
    public static func < (left: StreamName, right: StreamName) -> Bool {
        left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
    }

    public func hash(into hasher: inout Hasher) { Spelling(text).hash(into: &hasher) }
}
