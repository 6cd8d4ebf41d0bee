import Domain
import EventStore
import Projections

/// `GET /v1/log/query`: the events that a filter wants, oldest first, a page at a time.
enum LogQuery {
    /// So many events at most unless the request says otherwise.
    static let limitDefault = 100
    static let limitMax = 10_000

    /// Answers `events`, and `next`: the position to ask on `after`, `null` when there are no more.
    static func answer(_ call: Call) async throws -> Reply {
        let query = try await EventQuery(call)
        let limit = query.limit ?? limitDefault
        guard limit <= limitMax else {
            throw Refusal.argument("limit is \(limit); ask for \(limitMax) events at most")
        }
        let found = try await events(query, limit: limit + 1, in: call.site.log)
        let page = found.prefix(limit)
        let next = found.count > limit ? page.last?.position : nil
        return .success([
            "events": .array(page.map(EventLine.json)),
            "next": next.map { .integer(Int64(clamping: $0.number)) } ?? .null,
        ])
    }

    private static func events(
        _ query: EventQuery, limit: Int, in log: any EventLog
    ) async throws -> [RecordedEvent] {
        var reader = try ScopedEvents(
            query.filter.scope, of: log, after: query.after, upTo: query.end ?? log.head)
        var found: [RecordedEvent] = []
        while found.count < limit {
            let page = try reader.next()
            if page.isEmpty { break }
            found += page.filter(query.filter.accepts).prefix(limit - found.count)
            // A long scan lets others have the thread.
            await Task.yield()
            try Task.checkCancellation()
        }
        return found
    }
}
