/// Why a client command could not do what it was asked: what was wrong and what to do.
struct ClientError: Error, Equatable, CustomStringConvertible {
    enum Code: Equatable {
        /// Nothing answers at the server's address.
        case unreachable
        /// The server refused; its `retcode`.
        case refused(Int)
        /// The answer is not one of this server's.
        case badAnswer
        /// A file of the user's is missing or is not what it should be.
        case badInput
    }

    let code: Code
    let message: String

    init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    var description: String { message }
}
