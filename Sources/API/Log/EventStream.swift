import Domain
import EventStore
import HTTPTypes
import Hummingbird
import Journal
import NIOCore
import Projections
import ServiceLifecycle

/// `GET /v1/events`: the log as server-sent events, from a position on.
///
/// Who follows the log gets an event when the rows hold it, so that what it asks next knows of it.
enum EventStream {
    static func answer(_ call: Call) async throws -> Reply {
        let lastEventID = HTTPField.Name("Last-Event-ID").flatMap { call.request.headers[$0] }
        let query = try await EventQuery(call, lastEventID: lastEventID)
        let (site, request) = (call.site, call.request)
        let body = ResponseBody { writer in
            try await request.body.consumeWithCancellationOnInboundClose { _ in
                try await send(query, of: site, to: &writer)
                try await writer.finish(nil)
            }
        }
        let headers: HTTPFields = [.contentType: "text/event-stream", .cacheControl: "no-cache"]
        return .response(Response(status: .ok, headers: headers, body: body))
    }

    private static func send(
        _ query: EventQuery, of site: Site, to writer: inout any ResponseBodyWriter
    ) async throws {
        let end = min(query.end ?? site.log.head, site.log.head)
        guard query.follows || query.after < end else { return }
        var left = query.limit ?? .max
        let events = site.log.subscribe(after: query.after).cancelOnGracefulShutdown()
        for try await batch in events {
            let visible = query.follows ? batch : batch.filter { $0.position <= end }
            let wanted = visible.filter(query.filter.accepts).prefix(left)
            left -= wanted.count
            var bytes = ByteBuffer()
            for event in wanted { bytes.writeBytes(EventLine.utf8(event)) }
            if query.follows, let last = wanted.last {
                try await site.projector.wait(for: last.position)
            }
            if bytes.readableBytes > 0 { try await writer.write(bytes) }
            guard left > 0 else { return }
            if !query.follows, let last = batch.last, last.position >= end { return }
        }
    }
}

/// One event as server-sent text.
enum EventLine {
    static func utf8(_ event: RecordedEvent) -> [UInt8] {
        Array("id: \(event.position)\nevent: \(event.envelope.type)\ndata: ".utf8)
            + json(event).utf8() + Array("\n\n".utf8)
    }

    static func json(_ event: RecordedEvent) -> JSONValue { EventDescription.json(of: event) }
}
