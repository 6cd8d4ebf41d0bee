public import Hummingbird

/// Carries requests from a server that follows to the one that leads.
public protocol LeaderPort: Sendable {
    /// The leader's answer. The request's body is read once.
    ///
    /// - Parameters:
    ///   - id: The name of the request, for the header `Clotho-Request`.
    ///   - address: Where the leader listens, such as `http://127.0.0.1:9380`.
    /// - Throws: ``LeaderUnreachable``.
    func forward(
        _ request: Request, named id: String, to address: String
    ) async throws -> Response
}

/// The leader gave no answer.
public struct LeaderUnreachable: Error, Sendable {
    /// Whether it may have read the request, so that asking again might do a thing twice: then the
    /// log tells, once another one leads.
    public let mayHaveRead: Bool
    /// What went wrong.
    public let reason: String

    /// Makes an error.
    public init(mayHaveRead: Bool, reason: String) {
        self.mayHaveRead = mayHaveRead
        self.reason = reason
    }
}
