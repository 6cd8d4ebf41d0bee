import AsyncHTTPClient
import NIOCore
import NIOHTTP1

extension SiteConnection {
    /// Opens the stream of the log's events; unless told otherwise it stays open until the server ends it or the caller leaves.
    /// - Throws: `unreachable`; `refused` when the server answers with something else.
    func events(_ query: [(name: String, value: String)]) async throws -> ServerEvents {
        var request = HTTPClientRequest(url: url("events", query))
        request.headers.add(name: "Accept", value: "text/event-stream")
        let response = try await execute(request, deadline: .distantFuture)
        guard response.headers.first(name: "Content-Type")?.hasPrefix("text/event-stream") == true
        else {
            let body = try await response.body.collect(upTo: 1 << 20)
            let reply = try SiteReply(parsing: Array(body.readableBytesView), from: request.url)
            throw ClientError(.refused(reply.retcode), reply.message)
        }
        return ServerEvents(body: response.body)
    }
}

/// The events of one answer, as they arrive.
struct ServerEvents: AsyncSequence {
    typealias Element = ServerEvent

    fileprivate let body: HTTPClientResponse.Body

    func makeAsyncIterator() -> Iterator { Iterator(pieces: body.makeAsyncIterator()) }

    struct Iterator: AsyncIteratorProtocol {
        fileprivate var pieces: HTTPClientResponse.Body.AsyncIterator
        private var parser = ServerEventParser()
        private var waiting: ArraySlice<ServerEvent> = []

        fileprivate init(pieces: HTTPClientResponse.Body.AsyncIterator) { self.pieces = pieces }

        mutating func next() async throws -> ServerEvent? {
            while waiting.isEmpty {
                guard let piece = try await pieces.next() else { return nil }
                waiting = parser.feed(piece.readableBytesView)[...]
            }
            return waiting.popFirst()
        }
    }
}
