/// A call to another site, as it goes over the wire: always a POST.
public struct PartyRequest: Sendable {
    /// Path and query.
    public var path: String
    /// Names and values; names in lower case.
    public var headers: [(name: String, value: String)]
    /// What the body is: a MIME type.
    public var contentType: String
    /// The body.
    public var body: [UInt8]

    /// Makes a call.
    public init(
        path: String, headers: [(name: String, value: String)], contentType: String, body: [UInt8]
    ) {
        self.path = path
        self.headers = headers
        self.contentType = contentType
        self.body = body
    }
}

/// What another site answered.
public struct PartyResponse: Sendable {
    /// The HTTP status.
    public let status: Int
    /// The body.
    public let body: [UInt8]

    /// Makes an answer.
    public init(status: Int, body: [UInt8]) {
        self.status = status
        self.body = body
    }
}

/// Carries calls to other sites: over HTTP, or over a network that a test makes up.
public protocol PartyTransport: Sendable {
    /// Carries one call and waits for the answer, until the task is cancelled.
    ///
    /// - Throws: when there is no answer. The call may have been carried out all the same.
    func post(_ request: PartyRequest, to address: String) async throws -> PartyResponse
}
