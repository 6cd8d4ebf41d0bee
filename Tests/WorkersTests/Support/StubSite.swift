import Domain
import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization
import Wire

/// A site that writes down what a worker asks of it, and answers as the test says.
final class StubSite: Sendable {
    struct Request: Sendable {
        let method: HTTPMethod
        /// Whose worker asks.
        let party: Party
        /// Behind the worker's base, which is checked.
        let call: String
        let authorization: String?
        let body: [UInt8]

        var json: JSONValue? { try? JSONValue(parsing: body) }
    }

    struct Answer: Sendable {
        var status = HTTPResponseStatus.ok
        var type = "application/json"
        var body = Array(#"{"retcode":0}"#.utf8)

        static let success = Answer()
        static let nothingYet = Answer(status: .noContent, body: [])
        static func bytes(_ body: [UInt8]) -> Answer {
            Answer(type: "application/octet-stream", body: body)
        }
    }

    private let answer: @Sendable (Request) -> Answer
    private let received = Mutex<[Request]>([])
    private let channel = Mutex<(any Channel)?>(nil)

    init(answer: @escaping @Sendable (Request) -> Answer = { _ in .success }) {
        self.answer = answer
    }

    /// All requests so far.
    var requests: [Request] { received.withLock { $0 } }

    /// The calls so far, each with its method.
    var calls: [String] { requests.map { "\($0.method) \($0.call)" } }

    /// Listens at a free port.
    /// - Returns: the address.
    func listen() async throws -> String {
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.configureHTTPServerPipeline()
                    try channel.pipeline.syncOperations.addHandler(StubHandler(site: self))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        self.channel.withLock { $0 = channel }
        return "127.0.0.1:\(channel.localAddress?.port ?? 0)"
    }

    func close() async throws {
        try await channel.withLock { $0 }?.close().get()
    }

    fileprivate func take(_ head: HTTPRequestHead, _ body: ByteBuffer) -> Answer {
        let bases = [guest, host].map { ($0, "\(WorkerCalls.base(of: sampleTask, for: $0))/") }
        guard let (party, base) = bases.first(where: { head.uri.hasPrefix($0.1) }) else {
            return Answer(status: .notFound)
        }
        let request = Request(
            method: head.method, party: party, call: String(head.uri.dropFirst(base.count)),
            authorization: head.headers.first(name: "authorization"),
            body: Array(body.readableBytesView))
        received.withLock { $0.append(request) }
        return answer(request)
    }
}

/// One connection of the stub.
private final class StubHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let site: StubSite
    private var head: HTTPRequestHead?
    private var body = ByteBuffer()

    init(site: StubSite) { self.site = site }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head):
            self.head = head
            body.clear()
        case .body(var part):
            body.writeBuffer(&part)
        case .end:
            guard let head else { return }
            reply(site.take(head, body), context)
        }
    }

    private func reply(_ answer: StubSite.Answer, _ context: ChannelHandlerContext) {
        var headers: HTTPHeaders = ["content-type": answer.type]
        if answer.status != .noContent {
            headers.add(name: "content-length", value: "\(answer.body.count)")
        }
        let head = HTTPResponseHead(version: .http1_1, status: answer.status, headers: headers)
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        context.write(
            wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: answer.body)))), promise: nil)
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    }
}
