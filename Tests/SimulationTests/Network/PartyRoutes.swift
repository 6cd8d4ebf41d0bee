import Domain
import Federation
import HTTPTypes
import Hummingbird
import NIOCore
import Wire

@testable import API

/// The routes of calls between sites, without a server: the program's handlers, and its envelope
/// around what they throw.
enum PartyRoutes {
    static func answer(_ request: PartyRequest, at site: Site) async -> PartyResponse {
        do {
            guard let (endpoint, path) = find(request.path) else { throw Refusal.notFound }
            let members = try JSONValue(parsing: request.body).object ?? [:]
            let call = Call(
                site: site, request: Self.request(request), path: path,
                arguments: Arguments(members), id: "request-simulated")
            guard case .envelope(let envelope) = try await endpoint.handler(call) else {
                preconditionFailure("Calls between sites are answered with an envelope")
            }
            return PartyResponse(status: 200, body: envelope.utf8)
        } catch {
            let refusal = Refusal(error) ?? Refusal(.exception, "\(error)")
            return PartyResponse(status: refusal.status, body: refusal.envelope.utf8)
        }
    }

    private static let routes = Endpoints.federation.map { endpoint in
        (endpoint, endpoint.path.split(separator: "/"))
    }

    private static func find(_ path: String) -> (Endpoint, [String: String])? {
        let parts = path.split(separator: "/")
        for (endpoint, pattern) in routes where pattern.count == parts.count {
            if let values = match(parts, pattern) { return (endpoint, values) }
        }
        return nil
    }

    private static func match(_ parts: [Substring], _ pattern: [Substring]) -> [String: String]? {
        var values: [String: String] = [:]
        for (part, place) in zip(parts, pattern) {
            if place.first == "{" {
                values[String(place.dropFirst().dropLast())] =
                    PercentEncoding.decoded(String(part))
            } else if part != place {
                return nil
            }
        }
        return values
    }

    private static func request(_ request: PartyRequest) -> Request {
        var headers: HTTPFields = [.contentType: request.contentType]
        for (name, value) in request.headers {
            HTTPField.Name(name).map { headers[$0] = value }
        }
        let head = HTTPRequest(
            method: .post, scheme: "http", authority: "localhost", path: request.path,
            headerFields: headers)
        return Request(head: head, body: RequestBody(buffer: ByteBuffer()))
    }
}
