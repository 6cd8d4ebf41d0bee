import Domain
import EventStore
import Journal

/// `GET /v1/log/event`, `…/causes` and `…/effects`: one event, what led to it, what it led to.
enum LogCauses {
    /// So many effects at most unless the request says otherwise.
    static let limitDefault = 1_000

    static func event(_ call: Call) async throws -> Reply {
        .success(["event": EventLine.json(try await find(call))])
    }

    /// The causes, the first one first; the event itself is not among them.
    static func causes(_ call: Call) async throws -> Reply {
        let event = try await find(call)
        let causes = try await CauseWalk(call.site.log).causes(of: event)
        return .success([
            "event": EventLine.json(event),
            "causes": .array(causes.reversed().map(EventLine.json)),
        ])
    }

    /// The effects in the order of the log, each with its `depth` and the position of its `cause`.
    static func effects(_ call: Call) async throws -> Reply {
        let limit = try call.arguments.integer("limit") ?? limitDefault
        guard limit > 0 else { throw Refusal.argument("limit must be a number above 0") }
        let event = try await find(call)
        let effects = try await CauseWalk(call.site.log).effects(of: event, limit: limit + 1)
        return .success([
            "event": EventLine.json(event),
            "effects": .array(effects.prefix(limit).map(json)),
            "more": .bool(effects.count > limit),
        ])
    }

    private static func json(_ effect: CauseWalk.Effect) -> JSONValue {
        var members = EventLine.json(effect.event).object ?? [:]
        members["depth"] = .integer(Int64(effect.depth))
        members["cause"] = .integer(Int64(clamping: effect.cause.number))
        return .object(members)
    }

    /// The event of `event`: a position or an event id.
    private static func find(_ call: Call) async throws -> RecordedEvent {
        let text = try call.arguments.requiredText("event")
        let log = call.site.log
        if let number = UInt64(text), number > 0 {
            guard let event = try log.events(after: Position(number - 1), limit: 1).first else {
                throw Refusal.argument(
                    "event: there is no position \(number) yet: the log ends at \(log.head)")
            }
            return event
        }
        guard let id = EventID(text) else {
            throw Refusal.argument(
                "event: \(text) is neither a position, from 1 on, nor the id of an event")
        }
        guard let event = try await CauseWalk(log).event(id) else {
            throw Refusal.argument("event: there is no event \(text) on this log")
        }
        return event
    }
}
