import Domain
import EventStore
import Projections

/// `GET /health`: whether the site works and how far its rows are behind its log.
enum Health {
    static func answer(_ call: Call) async throws -> Reply {
        let head = call.site.log.head
        let projected = try await call.site.projected()
        let lag = head > projected ? head.number - projected.number : 0
        let made = await call.site.projector.readiness.progress
        return .json([
            "status": made == nil ? "ok" : "building views", "site": .string(call.site.log.site),
            "head": .integer(Int64(clamping: head.number)),
            "projected": .integer(Int64(clamping: projected.number)),
            "lag": .integer(Int64(clamping: lag)),
        ])
    }
}
