import Domain
import EventStore
import Projections
import Wire

/// `POST /v1/log/bisect`: the first event after which a row satisfies a predicate.
enum LogBisect {
    static func answer(_ call: Call) async throws -> Reply {
        let predicate = try RowPredicate(call.arguments.requiredText("predicate"))
        let end = call.site.log.head
        guard let hit = try await Bisection(call.site.log).first(predicate, upTo: end) else {
            throw Refusal(.data, "no row satisfied that up to position \(end)")
        }
        return .success([
            "event": EventLine.json(hit.event), "table": .string(predicate.table.name),
            "row": .object(hit.row),
        ])
    }
}
