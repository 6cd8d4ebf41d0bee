/// Why a CSV file cannot become a table: the line, what is wrong with it and what to do.
public struct CSVError: Error, Equatable, CustomStringConvertible {
    /// What is wrong, for a program.
    public enum Code: String, Sendable, CaseIterable {
        /// There is no line.
        case emptyFile
        /// There is a header and no row.
        case headerOnly
        /// A column has no name, or two columns have the same.
        case badHeader
        /// A blank line has rows after it.
        case blankLine
        /// A row has more or fewer columns than the first line.
        case raggedRow
        /// The first field of a row is empty.
        case emptyID
        /// The first field of a row is longer than a key may be.
        case longID
        /// Two rows have the same first field.
        case duplicateID
        /// A line is longer than the scanner's limit.
        case longLine
        /// A line is not UTF-8 text.
        case notUTF8
    }

    /// What is wrong, for a program.
    public let code: Code
    /// The line it was found in, counted from 1.
    public let line: Int
    /// The line, what is wrong and what to do, for a person.
    public let message: String

    init(_ code: Code, line: Int, _ message: String) {
        self.code = code
        self.line = line
        self.message = "Line \(line): \(message)"
    }

    /// The message.
    public var description: String { message }
}
