import Domain
import Federation
import Journal
import Projections

/// `party/list`, `party/add`, `party/remove`: which party lives where.
///
/// What is said here holds from the next call between parties on; nothing needs to be restarted.
enum PartyRoutes {
    static func list(_ call: Call) async throws -> Reply {
        try await call.site.settle()
        return .success(.array(try await call.site.views.routes().map { .object($0) }))
    }

    static func add(_ call: Call) async throws -> Reply {
        try await change(call, .route(key(call.arguments), route(call.arguments)))
    }

    static func remove(_ call: Call) async throws -> Reply {
        try await change(call, .unroute(key(call.arguments)))
    }

    /// `party/ping`: whether the sites of the parties answer; of one party with `party_id`.
    static func ping(_ call: Call) async throws -> Reply {
        let party = try call.arguments.text("party_id").map { text throws(Refusal) in
            guard let party = PartyID(text: text) else {
                throw Refusal.argument("party_id must be a number, not \(text)")
            }
            return party
        }
        let pings = try await call.site.federation.ping(only: party)
        return .success(.array(pings.map { .object($0.members) }))
    }

    private static func change(_ call: Call, _ command: SiteCommand) async throws -> Reply {
        try await call.site.journal.execute(
            command, by: SiteDecider.self, on: .site, call.context)
        return try await list(call)
    }

    /// `party_id` is a number, or `default` for every party without a route of its own.
    private static func key(_ arguments: Arguments) throws -> RouteKey {
        let text = try arguments.requiredText("party_id")
        if text == "default" { return .others }
        guard let party = PartyID(text: text) else {
            throw Refusal.argument("party_id must be a number, or default; not \(text)")
        }
        return .party(party)
    }

    private static func route(_ arguments: Arguments) throws -> PartyRoute {
        switch (arguments.text("address"), arguments.flag("here") ?? false) {
        case (nil, true): return .here
        case (let address?, false): return .site(address)
        case (nil, false): throw Refusal.missing(["address"])
        case (_?, true):
            throw Refusal.argument("a party lives here or at an address: give one of both")
        }
    }
}

extension PartyPing {
    fileprivate var members: JSONObject {
        [
            "party_id": .string(party?.description ?? "default"),
            "address": address.map { .string($0) } ?? .null,
            "reachable": .bool(problem == nil),
            "milliseconds": milliseconds.map { .integer($0) } ?? .null,
            "fate_version": version.map { .string($0) } ?? .null,
            "problem": problem.map { .string($0) } ?? .null,
        ]
    }
}
