import Domain
import EventStore
import Projections
import Scheduler

/// `GET /health`: whether the site works and how far its rows are behind its log.
enum Health {
    static func answer(_ call: Call) async throws -> Reply {
        .json(.object(try await document(call)))
    }

    /// How the site is, and who leads it.
    static func document(_ call: Call) async throws -> JSONObject {
        let head = call.site.log.head
        let projected = try await call.site.projected()
        let lag = head > projected ? head.number - projected.number : 0
        let made = await call.site.projector.readiness.progress
        // The rows cannot be asked while they are made.
        let forked = made == nil ? try await call.site.views.peers(forkedOnly: true) : []
        var document: JSONObject = [
            "status": made != nil ? "building views" : forked.isEmpty ? "ok" : "a peer has forked",
            "site": .string(call.site.log.site),
            "head": .integer(Int64(clamping: head.number)),
            "projected": .integer(Int64(clamping: projected.number)),
            "lag": .integer(Int64(clamping: lag)),
            "forked_peers": .array(forked.compactMap { $0["f_site"] }),
        ]
        document["silent_coordinators"] = .array(
            try await call.site.coordinators.lasting(in: call.site.journal)
                .map { .object($0.json) })
        for (name, value) in try await SiteStatus.lead(of: call.site) { document[name] = value }
        return document
    }
}
