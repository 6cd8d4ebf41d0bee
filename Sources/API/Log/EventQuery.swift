import Domain
import EventStore
import Projections
import Scheduler

/// Which part of the log a client wants to read, and which events of it.
struct EventQuery: Sendable {
    /// The last position that the client has.
    let after: Position
    /// The last position that it wants; `nil` for no end.
    let end: Position?
    /// The most events to send; `nil` for no limit.
    let limit: Int?
    /// Which events of them.
    let filter: EventFilter
    /// Whether to wait for what is not there yet.
    let follows: Bool

    /// Reads the query; a client that reconnects sends the last position in a header.
    ///
    /// `since` and `until` are moments. Of `since` and `after` the later one counts.
    init(_ call: Call, lastEventID: String? = nil) async throws {
        let arguments = call.arguments
        let after = try lastEventID.flatMap { Int($0) } ?? arguments.integer("after") ?? 0
        guard after >= 0 else { throw Refusal.argument("after must be a position, from 0 on") }
        limit = try arguments.integer("limit").flatMap { $0 > 0 ? $0 : nil }
        filter = try EventFilter(arguments, site: call.site.log.site)
        let since = try await Self.moment("since", of: call) { try await $0.start(of: $1) }
        end = try await Self.moment("until", of: call) { try await $0.end(of: $1).position }
        self.after = max(Position(UInt64(after)), since ?? .origin)
        follows = end == nil && (arguments.flag("follow") ?? true)
    }

    private static func moment(
        _ name: String, of call: Call,
        _ resolve: (MomentResolver, Moment) async throws -> Position
    ) async throws -> Position? {
        guard let value = call.arguments[name] else { return nil }
        do {
            let moment = try Moment(
                value.string ?? value.text(), now: call.site.clock.now().millisecondsSinceEpoch)
            return try await resolve(call.site.moments, moment)
        } catch let error as MomentError {
            throw Refusal.argument("\(name): \(error)")
        } catch let error as PastError {
            throw Refusal.argument("\(name): \(error)")
        }
    }
}
