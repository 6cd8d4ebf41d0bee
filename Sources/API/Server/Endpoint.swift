import Domain
import HTTPTypes
import Hummingbird
import NIOCore
import Wire

/// One method of one path.
struct Endpoint: Sendable {
    /// How the arguments arrive.
    enum Input: Sendable {
        /// A JSON object in the body, whatever the content type says; for `GET` too.
        case json
        /// As `json`, or no body at all.
        case optionalJSON
        /// The query.
        case query
        /// The handler reads the body itself.
        case stream
    }

    let method: HTTPRequest.Method
    let path: String
    let input: Input
    /// Which rows it reads of the past when asked with `at`.
    let past: PastReading
    /// Whether it only reads the log and the rows, so that a server that follows answers it, too;
    /// the leader answers the others.
    let isRead: Bool
    let handler: @Sendable (Call) async throws -> Reply

    init(
        _ method: HTTPRequest.Method, _ path: String, _ input: Input, past: PastReading = .refused,
        reads: Bool = false,
        _ handler: @escaping @Sendable (Call) async throws -> Reply
    ) {
        self.method = method
        self.path = path
        self.input = input
        self.past = past
        isRead = reads || past.readsViews
        self.handler = handler
    }

    func respond(to request: Request, parameters: [String: String], at site: Site) async throws
        -> Response
    {
        var request = request
        let id = request.headers[.clothoRequest].flatMap(Call.knownID) ?? Call.newID()
        if !isRead, let answer = try await site.leadersAnswer(to: &request, named: id) {
            return answer
        }
        let call = Call(
            site: site, request: request, path: parameters,
            arguments: Arguments(try await arguments(of: request, site.limits)), id: id)
        if past.readsViews { try await site.whenReadable() }
        guard let at = call.arguments["at"] else { return try await handler(call).response }
        return try await past.respond(to: call, at: at, handler)
    }

    private func arguments(of request: Request, _ limits: APILimits) async throws -> JSONObject {
        switch input {
        case .json:
            guard let members = try await Self.members(of: request, limits) else {
                throw Refusal.badRequest("the body is empty; send a JSON object")
            }
            return members
        case .optionalJSON: return try await Self.members(of: request, limits) ?? [:]
        case .query: return Self.query(of: request)
        case .stream: return [:]
        }
    }

    /// The members of the query.
    static func query(of request: Request) -> JSONObject {
        JSONObject(
            request.uri.queryParameters.map { (String($0.key), .string(String($0.value))) })
    }

    /// The members of a JSON body; `nil` when there is no body.
    static func members(
        of request: Request, _ limits: APILimits
    ) async throws -> JSONObject? {
        let bytes: ByteBuffer
        do {
            bytes = try await request.body.collect(upTo: limits.jsonBytesMax)
        } catch is NIOTooManyBytesError {
            throw Refusal(
                .exception, "the body is larger than \(limits.jsonBytesMax) bytes")
        }
        guard bytes.readableBytes > 0 else { return nil }
        let value: JSONValue
        do {
            value = try JSONValue(parsing: bytes.readableBytesView)
        } catch {
            throw Refusal.badRequest("the body is not JSON: \(error)")
        }
        guard let members = value.object else {
            throw Refusal(.exception, "the body must be a JSON object, such as {\"job_id\": \"…\"}")
        }
        return members
    }
}
