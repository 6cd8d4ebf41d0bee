/// Why a table or an artifact could not be written or read.
///
/// Bytes from disk are input: a damaged file is an error, never a trap.
public struct StorageError: Error, Equatable, CustomStringConvertible {
    /// What went wrong, for a program.
    public enum Code: String, Sendable {
        /// The directory or the file cannot be used: missing, no space, no permission.
        case inputOutput
        /// There is no such table or artifact.
        case notFound
        /// The bytes on disk are not what was written.
        case damaged
        /// A key is empty, too long or twice in the table.
        case badKey
        /// The table holds rows of another kind than asked for.
        case wrongKind
    }

    /// What went wrong, for a program.
    public let code: Code
    /// What was being done and what went wrong, for a person.
    public let message: String

    /// Makes an error.
    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    /// The message.
    public var description: String { message }
}
