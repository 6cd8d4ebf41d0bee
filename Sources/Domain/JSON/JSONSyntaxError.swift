/// Where and why a text is not JSON.
public struct JSONSyntaxError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong; the raw value is the sentence for the user.
    public enum Reason: String, Sendable, CaseIterable {
        case unexpectedEnd = "the text ends in the middle of a value"
        case valueExpected = "a value was expected here"
        case keyExpected = "a key in double quotes was expected here"
        case colonExpected = "a colon was expected after the key"
        case commaOrBraceExpected = "a comma or } was expected after the member"
        case commaOrBracketExpected = "a comma or ] was expected after the item"
        case badNumber = "this is not a JSON number"
        case numberTooLarge = "the number is too large for a 64-bit float"
        case badEscape = "this escape is not one of JSON's"
        case loneSurrogate = "the \\u escape is half of a surrogate pair"
        case controlCharacter = "a control character in a string must be escaped"
        case invalidUTF8 = "the string is not UTF-8"
        case tooDeep = "arrays and objects are nested deeper than 512 levels"
        case trailingText = "there is text after the value"
    }

    /// What is wrong.
    public let reason: Reason
    /// The line, from 1.
    public let line: Int
    /// The place in the line, in Unicode scalars from 1.
    public let column: Int

    /// Makes an error.
    public init(_ reason: Reason, line: Int, column: Int) {
        self.reason = reason
        self.line = line
        self.column = column
    }

    /// One sentence, such as `line 3, column 7: a value was expected here`.
    public var description: String { "line \(line), column \(column): \(reason.rawValue)" }
}

extension JSONSyntaxError {
    /// The error at a byte of the text; the only place where lines are counted.
    init(_ reason: Reason, at position: Int, of bytes: UnsafeBufferPointer<UInt8>) {
        let before = bytes.prefix(position)
        let newline = UInt8(ascii: "\n")
        let lineStart = before.lastIndex(of: newline).map { $0 + 1 } ?? 0
        self.init(
            reason,
            line: 1 + before.count { $0 == newline },
            column: 1 + before[lineStart...].count { $0 & 0xC0 != 0x80 })
    }
}
