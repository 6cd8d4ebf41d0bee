import NIOCore
import NIOHTTP1
import NIOPosix

/// A connection to the site that carries one request after the other.
struct SiteConnection: Sendable {
    private let channel: any Channel

    /// The longest that an answer may take: pulls wait 20 s at the site, pushes 60.
    fileprivate static let answerTime = TimeAmount.seconds(90)

    /// Connects to `host:port`.
    static func open(_ address: String, on group: any EventLoopGroup) async throws
        -> SiteConnection
    {
        guard let colon = address.lastIndex(of: ":"),
            let port = Int(address[address.index(after: colon)...])
        else { throw SiteError("\(address) is not an address such as 127.0.0.1:9380") }
        let channel = try await ClientBootstrap(group: group)
            .connectTimeout(.seconds(5))
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHTTPClientHandlers()
                    try channel.pipeline.syncOperations.addHandler(CallHandler(host: address))
                }
            }
            .connect(host: String(address[..<colon]), port: port).get()
        return SiteConnection(channel: channel)
    }

    /// Whether another request can be made.
    var isUsable: Bool { channel.isActive }

    /// Makes a request and waits for the answer; never two at a time.
    func perform(_ request: SiteRequest) async throws -> SiteResponse {
        let answer = channel.eventLoop.makePromise(of: SiteResponse.self)
        // A channel that was closed meanwhile has no handler any more that could fail the answer.
        let written = channel.eventLoop.makePromise(of: Void.self)
        written.futureResult.whenFailure { answer.fail($0) }
        channel.writeAndFlush(CallHandler.Call(request: request, answer: answer), promise: written)
        return try await answer.futureResult.get()
    }

    func close() { channel.close(promise: nil) }
}

/// Turns a request into HTTP and the parts of the answer into a response.
private final class CallHandler: ChannelDuplexHandler {
    struct Call {
        let request: SiteRequest
        let answer: EventLoopPromise<SiteResponse>
    }

    typealias OutboundIn = Call
    typealias OutboundOut = HTTPClientRequestPart
    typealias InboundIn = HTTPClientResponsePart

    private let host: String
    private var answer: EventLoopPromise<SiteResponse>?
    private var deadline: Scheduled<Void>?
    private var status = 0
    private var keepsAlive = true
    private var isEnvelope = false
    private var body = ByteBuffer()

    init(host: String) { self.host = host }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        let call = unwrapOutboundIn(data)
        guard context.channel.isActive else {
            promise?.fail(SiteError("the connection was closed"))
            return
        }
        answer = call.answer
        let channel = context.channel
        deadline = context.eventLoop.scheduleTask(in: SiteConnection.answerTime) {
            channel.close(promise: nil)
        }
        let request = call.request
        let head = HTTPRequestHead(
            version: .http1_1, method: request.method, uri: request.path,
            headers: [
                "host": host, "content-type": request.contentType,
                "authorization": request.authorization,
                "content-length": "\(request.body.readableBytes)",
            ])
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        context.write(wrapOutboundOut(.body(.byteBuffer(request.body))), promise: nil)
        context.write(wrapOutboundOut(.end(nil)), promise: promise)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head):
            status = Int(head.status.code)
            keepsAlive = head.isKeepAlive
            isEnvelope = head.headers.first(name: "content-type")?.contains("json") ?? false
            body.clear()
        case .body(var part):
            body.writeBuffer(&part)
        case .end:
            if !keepsAlive { context.close(promise: nil) }
            let response = SiteResponse(status: status, isEnvelope: isEnvelope, body: body)
            finish { $0.succeed(response) }
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        finish { $0.fail(SiteError("the connection was closed before the answer")) }
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        finish { $0.fail(error) }
        context.close(promise: nil)
    }

    private func finish(_ action: (EventLoopPromise<SiteResponse>) -> Void) {
        deadline?.cancel()
        guard let answer else { return }
        self.answer = nil
        action(answer)
    }
}
