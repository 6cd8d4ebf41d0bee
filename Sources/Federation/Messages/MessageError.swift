/// Why a message could not be taken or handed out.
public struct MessageError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What went wrong, for a program.
    public enum Code: String, Sendable {
        /// The message is larger than the site takes.
        case tooLarge
        /// Another message of that name and tag was sent before.
        case different
        /// The receiver did not take what lies there for it in time.
        case receiverFull
        /// The receiver's part of the task is over.
        case discarded
        /// The receiver's site does not take it.
        case refused
        /// The receiver's site is away.
        case unreachable
        /// The message cannot be written or read.
        case inputOutput
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

    public var description: String { message }
}
