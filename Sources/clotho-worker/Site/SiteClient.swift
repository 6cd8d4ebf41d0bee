import Domain
import NIOCore
import NIOHTTP1
import NIOPosix
import Storage
import Wire

/// The worker's calls to its own site.
///
/// Plain NIO rather than AsyncHTTPClient, measured on the release build with three calls: a program
/// that does nothing takes 3 ms, this client 4 ms more and AsyncHTTPClient 9 ms more, of which
/// every task of every party would pay its share. A worker needs a handful of connections to one
/// address that may change, and nothing of what the larger library adds.
actor SiteClient {
    /// Made with the first call: a worker that has nothing to say starts no thread for it.
    private lazy var group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    private let base: String
    private let authorization: String
    private let addressFile: String
    private let retryTime: Duration
    private var idle: [SiteConnection] = []

    init(_ config: WorkerConfig) {
        base = WorkerCalls.base(of: config.task, for: config.party)
        authorization = WorkerCalls.authorization(config.token)
        addressFile = config.paths.address
        retryTime = .seconds(config.retrySeconds)
    }

    /// Posts a document.
    /// - Throws: `SiteError` with the site's sentence when it refuses.
    func post(_ call: String, _ document: JSONValue) async throws {
        let body = ByteBuffer(bytes: document.utf8())
        try Self.check(try await perform(.POST, call, body, type: "application/json"), call)
    }

    /// Hands over the bytes of a message.
    func push(_ bytes: [UInt8], _ message: String) async throws {
        let response = try await perform(
            .POST, message, ByteBuffer(bytes: bytes), type: "application/octet-stream")
        try Self.check(response, message)
    }

    /// The bytes of a message, `nil` when there is none yet.
    func pull(_ message: String) async throws -> [UInt8]? {
        let response = try await perform(.GET, message)
        switch response.status {
        case 200 where !Self.isRefusal(response):
            return Array(response.body.readableBytesView)
        case 204: return nil
        default: throw Self.refusal(response, message)
        }
    }

    /// Tells the site that a message was received.
    func acknowledge(_ message: String) async throws {
        try Self.check(try await perform(.DELETE, message), message)
    }

    /// Makes a call until the site answers. Every call may be made again: when the server was
    /// restarted the answer to one that it carried out is lost, and its address may be another.
    private func perform(
        _ method: HTTPMethod, _ call: String, _ body: ByteBuffer = ByteBuffer(),
        type: String = "application/json"
    ) async throws -> SiteResponse {
        let request = SiteRequest(
            method: method, path: "\(base)/\(call)", body: body, contentType: type,
            authorization: authorization)
        let deadline = ContinuousClock.now + retryTime
        var pause = Duration.milliseconds(10)
        while true {
            let problem: String
            do {
                let response = try await attempt(request)
                if response.status < 500 { return response }
                problem = "it answered with status \(response.status)"
            } catch {
                problem = "\(error)"
            }
            guard ContinuousClock.now < deadline else {
                throw SiteError("The site did not take \(call) within \(retryTime): \(problem)")
            }
            try await Task.sleep(for: pause)
            pause = min(pause * 2, .seconds(1))
        }
    }

    private func attempt(_ request: SiteRequest) async throws -> SiteResponse {
        let connection = try await connection()
        do {
            let response = try await connection.perform(request)
            // After a failure of the site the next try looks for its address again.
            if response.status >= 500 {
                connection.close()
            } else if connection.isUsable {
                idle.append(connection)
            }
            return response
        } catch {
            connection.close()
            throw error
        }
    }

    private func connection() async throws -> SiteConnection {
        while let connection = idle.popLast() {
            if connection.isUsable { return connection }
        }
        guard let bytes = try SmallFile.read(addressFile) else {
            throw SiteError("\(addressFile) is not there, so where the site listens is unknown")
        }
        let text = String(decoding: bytes, as: UTF8.self)
        let address = text.split(whereSeparator: \.isWhitespace).first.map(String.init) ?? ""
        return try await SiteConnection.open(address, on: group)
    }
}

extension SiteClient {
    /// Refusals are answers too: FATE's envelope with a `retcode` above 0, whatever the status.
    private static func check(_ response: SiteResponse, _ call: String) throws(SiteError) {
        guard response.status == 200, retcode(response) == 0 else {
            throw refusal(response, call)
        }
    }

    /// Message bytes are anything but an envelope that says why there are none.
    private static func isRefusal(_ response: SiteResponse) -> Bool {
        response.isEnvelope && (retcode(response) ?? 0) != 0
    }

    private static func refusal(_ response: SiteResponse, _ call: String) -> SiteError {
        let sentence = envelope(response)?["retmsg"]?.string ?? "status \(response.status)"
        return SiteError("The site refuses \(call): \(sentence)")
    }

    private static func retcode(_ response: SiteResponse) -> Int? {
        envelope(response)?["retcode"]?.integer
    }

    private static func envelope(_ response: SiteResponse) -> JSONObject? {
        (try? JSONValue(parsing: response.body.readableBytesView))?.object
    }
}
