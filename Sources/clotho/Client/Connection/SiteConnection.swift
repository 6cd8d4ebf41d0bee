import AsyncHTTPClient
import Domain
import NIOCore
import NIOHTTP1
import Storage

/// Calls to one Clotho server.
struct SiteConnection: Sendable {
    /// The longest answer that is kept in memory.
    private static let answerBytesMax = 64 << 20
    private static let patience = TimeAmount.seconds(60)

    /// The address, without a slash at its end.
    let address: String
    private let http: HTTPClient

    /// Opens a connection, lends it, and closes it.
    static func with<Result>(
        _ address: String, _ body: (SiteConnection) async throws -> Result
    ) async throws -> Result {
        var settings = HTTPClient.Configuration()
        settings.timeout.connect = .seconds(5)
        settings.connectionPool.retryConnectionEstablishment = false
        let http = HTTPClient(eventLoopGroupProvider: .singleton, configuration: settings)
        do {
            let result = try await body(SiteConnection(address: base(address), http: http))
            try await http.shutdown()
            return result
        } catch {
            try? await http.shutdown()
            throw error
        }
    }

    /// The address in the form to which paths are appended; `http://` may be left out.
    static func base(_ address: String) -> String {
        let trimmed = String(address.reversed().drop { $0 == "/" }.reversed())
        return trimmed.contains("://") ? trimmed : "http://" + trimmed
    }

    /// Posts a JSON object and reads the envelope of the answer.
    func post(
        _ path: String, _ body: JSONValue, within patience: TimeAmount = patience
    ) async throws -> SiteReply {
        try await reply(to: request(path, body), within: patience)
    }

    /// Gets an envelope.
    func get(
        _ path: String, _ query: [(name: String, value: String)],
        within patience: TimeAmount = patience
    ) async throws -> SiteReply {
        try await reply(to: HTTPClientRequest(url: url(path, query)), within: patience)
    }

    /// Gets an answer that is a text of its own.
    func text(_ path: String, _ query: [(name: String, value: String)]) async throws -> [UInt8] {
        let request = HTTPClientRequest(url: url(path, query))
        let response = try await execute(request, deadline: .now() + Self.patience)
        let body = Array(
            try await response.body.collect(upTo: Self.answerBytesMax).readableBytesView)
        let type = response.headers.first(name: "Content-Type") ?? ""
        guard response.status == .ok, !type.hasPrefix("application/json") else {
            let reply = try SiteReply(parsing: body, from: request.url)
            throw ClientError(.refused(reply.retcode), reply.message)
        }
        return body
    }

    /// Sends a file as the one part of a form, and reads the envelope of the answer.
    func upload(
        _ path: String, _ query: [(name: String, value: String)], _ file: MultipartFile
    ) async throws -> SiteReply {
        var request = HTTPClientRequest(url: url(path, query))
        request.method = .POST
        request.headers.add(name: "Content-Type", value: file.contentType)
        request.body = .stream(file, length: .known(Int64(file.byteCount)))
        return try await reply(to: request, within: .hours(1))
    }

    /// Sends a file as it is, and reads the envelope of the answer.
    func send(
        _ path: String, _ query: [(name: String, value: String)], _ body: FileBody
    ) async throws -> SiteReply {
        var request = HTTPClientRequest(url: url(path, query))
        request.method = .POST
        request.headers.add(name: "Content-Type", value: "application/octet-stream")
        request.body = .stream(body, length: .known(Int64(body.byteCount)))
        return try await reply(to: request, within: .hours(1))
    }

    private func reply(
        to request: HTTPClientRequest, within patience: TimeAmount = patience
    ) async throws -> SiteReply {
        let response = try await execute(request, deadline: .now() + patience)
        let body = try await response.body.collect(upTo: Self.answerBytesMax)
        return try SiteReply(parsing: Array(body.readableBytesView), from: request.url)
    }
}

extension SiteConnection {
    func url(_ path: String, _ query: [(name: String, value: String)] = []) -> String {
        "\(address)/v1/\(path)" + (query.isEmpty ? "" : "?" + QueryString.text(query))
    }

    func request(_ path: String, _ body: JSONValue) -> HTTPClientRequest {
        var request = HTTPClientRequest(url: url(path))
        request.method = .POST
        request.headers.add(name: "Content-Type", value: "application/json")
        request.body = .bytes(ByteBuffer(bytes: body.utf8()))
        return request
    }

    /// The head of the answer, the body still to come.
    /// - Throws: `unreachable` when there is no answer.
    func execute(
        _ request: HTTPClientRequest, deadline: NIODeadline
    ) async throws -> HTTPClientResponse {
        do {
            return try await http.execute(request, deadline: deadline)
        } catch let error as StorageError {
            throw ClientError(.badInput, error.message)
        } catch let error as CancellationError {
            throw error
        } catch let error as HTTPClientError where Self.addressErrors.contains(error) {
            throw ClientError(
                .badInput, "\(address) is not an address such as http://127.0.0.1:9380")
        } catch {
            throw ClientError(
                .unreachable,
                """
                No server answers at \(address).
                Start one with: clotho serve --data-dir DIR
                or name another one with --server URL.
                """)
        }
    }

    private static let addressErrors: [HTTPClientError] = [.invalidURL, .emptyHost, .emptyScheme]
}
