import API
import AsyncHTTPClient
import Glibc
import HTTPTypes
import Hummingbird
import NIOCore
import NIOHTTP1
import NIOPosix

/// Carries requests to the leader over HTTP, heads and bodies as they come.
struct LeaderClient: LeaderPort {
    /// How long the leader may take to begin an answer.
    private static let patience = (known: TimeAmount.seconds(90), streamed: TimeAmount.hours(1))

    private static let connectPatience = TimeAmount.seconds(5)

    /// What belongs to one connection, not to the request (RFC 9110, 7.6.1).
    private static let connectionHeaders: Set = [
        "connection", "content-length", "expect", "host", "keep-alive", "te", "trailer",
        "transfer-encoding", "upgrade",
    ]

    private let http: HTTPClient

    init() {
        var settings = HTTPClient.Configuration()
        settings.timeout.connect = Self.connectPatience
        // Who leads may have changed: a try of its own is made for each.
        settings.connectionPool.retryConnectionEstablishment = false
        http = HTTPClient(eventLoopGroupProvider: .singleton, configuration: settings)
    }

    /// Ends the connections.
    func close() async throws { try await http.shutdown() }

    func forward(
        _ request: Request, named id: String, to address: String
    ) async throws -> Response {
        let length = request.headers[.contentLength].flatMap { Int64($0) }
        var forwarded = HTTPClientRequest(url: address + (request.head.path ?? "/"))
        forwarded.method = HTTPMethod(rawValue: request.method.rawValue)
        for field in request.headers where !Self.isOfConnection(field.name.canonicalName) {
            forwarded.headers.add(name: field.name.rawName, value: field.value)
        }
        forwarded.headers.replaceOrAdd(name: HTTPField.Name.clothoRequest.rawName, value: id)
        if let host = request.head.authority { forwarded.headers.add(name: "Host", value: host) }
        let hasBody = length ?? 0 > 0 || request.headers[.transferEncoding] != nil
        if hasBody {
            forwarded.body = .stream(
                request.body, length: length.map { .known($0) } ?? .unknown)
        }
        do {
            let patience = length == nil && hasBody ? Self.patience.streamed : Self.patience.known
            return Self.response(try await http.execute(forwarded, deadline: .now() + patience))
        } catch {
            throw LeaderUnreachable(
                mayHaveRead: !Self.isRefusal(error), reason: "\(error)")
        }
    }

    private static func response(_ answer: HTTPClientResponse) -> Response {
        var headers = HTTPFields()
        for header in answer.headers where !isOfConnection(header.name.lowercased()) {
            guard let name = HTTPField.Name(header.name) else { continue }
            headers.append(HTTPField(name: name, value: header.value))
        }
        let length = answer.headers.first(name: "Content-Length").flatMap { Int($0) }
        let body = ResponseBody(contentLength: length) { writer in
            for try await piece in answer.body { try await writer.write(piece) }
            try await writer.finish(nil)
        }
        return Response(
            status: HTTPResponse.Status(code: Int(answer.status.code)), headers: headers,
            body: body)
    }

    private static func isOfConnection(_ name: String) -> Bool { connectionHeaders.contains(name) }

    /// Whether nobody listened, so that nothing of the request was read.
    private static func isRefusal(_ error: any Error) -> Bool {
        if error is NIOConnectionError { return true }
        if let error = error as? IOError { return error.errnoCode == ECONNREFUSED }
        return (error as? HTTPClientError) == .connectTimeout
    }
}
