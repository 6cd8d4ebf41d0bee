import AsyncHTTPClient
import NIOCore
import NIOHTTP1

/// Calls to other sites over HTTP.
public struct HTTPPartyTransport: PartyTransport {
    private let http: HTTPClient

    /// The longest answer that is read, in bytes.
    private static let answerBytesMax = 16 << 20
    /// A limit for connections that nobody waits for any more; the caller's own deadlines are shorter.
    private static let patience = TimeAmount.minutes(10)

    /// Makes a transport; `close` ends it.
    public init() {
        var settings = HTTPClient.Configuration()
        settings.timeout.connect = .seconds(5)
        // A call that its site takes long to answer must not hold up the others to that site.
        settings.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 64
        settings.connectionPool.retryConnectionEstablishment = false
        settings.redirectConfiguration = .disallow
        http = HTTPClient(eventLoopGroupProvider: .singleton, configuration: settings)
    }

    public func post(_ request: PartyRequest, to address: String) async throws -> PartyResponse {
        var call = HTTPClientRequest(url: address + request.path)
        call.method = .POST
        call.headers.add(name: "content-type", value: request.contentType)
        for (name, value) in request.headers { call.headers.add(name: name, value: value) }
        call.body = .bytes(ByteBuffer(bytes: request.body))
        let response = try await http.execute(call, deadline: .now() + Self.patience)
        let body = try await response.body.collect(upTo: Self.answerBytesMax)
        return PartyResponse(
            status: Int(response.status.code), body: Array(body.readableBytesView))
    }

    /// Closes all connections; calls that are under way fail.
    public func close() async throws { try await http.shutdown() }
}
