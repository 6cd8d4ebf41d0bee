import Domain
import HTTPTypes
import Hummingbird
import NIOCore
import Wire

/// What a handler answers.
enum Reply: Sendable {
    /// FATE's envelope.
    case envelope(Envelope)
    /// JSON without an envelope.
    case json(JSONValue)
    /// Anything else: files and streams.
    case response(Response)

    /// An envelope around an answer.
    static func success(_ data: JSONValue? = nil, _ message: String = "success") -> Reply {
        .envelope(Envelope(data: data).saying(message))
    }

    /// A file to be saved; clients take everything after `filename=` as its name.
    static func file(named name: String, type: String, _ body: ResponseBody) -> Reply {
        var headers: HTTPFields = [.contentType: type]
        headers[.contentDisposition] = "attachment; filename=\(name)"
        return .response(Response(status: .ok, headers: headers, body: body))
    }

    var response: Response {
        switch self {
        case .envelope(let envelope): Self.response(envelope.utf8)
        case .json(let value): Self.response(value.utf8())
        case .response(let response): response
        }
    }

    static func response(_ json: [UInt8], status: Int = 200) -> Response {
        Response(
            status: HTTPResponse.Status(code: status),
            headers: [.contentType: "application/json"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: json)))
    }
}

extension Envelope {
    fileprivate func saying(_ message: String) -> Envelope {
        var envelope = self
        envelope.message = message
        return envelope
    }
}
