public import Domain
import Journal
import Scheduler
import Wire

/// How a site answered when it was asked whether it is there.
public struct PartyPing: Sendable {
    /// The party, or `nil` for the default route.
    public let party: PartyID?
    /// Its address; `nil` when the party lives here.
    public let address: String?
    /// How long the answer took, in milliseconds; `nil` without one.
    public let milliseconds: Int64?
    /// The version of FATE that it speaks.
    public let version: String?
    /// What is wrong; `nil` when nothing is.
    public let problem: String?
}

extension FederatedParties {
    /// Asks the sites of all parties that have a route, or of one party, whether they are there.
    public func ping(only party: PartyID? = nil) async throws -> [PartyPing] {
        let table = try await journal.routing()
        var routes = table.routes.map { ($0.key, $0.value) }
        if let party {
            let key = RouteKey.party(party)
            guard let route = table.routes[key] ?? table.routes[.others] else {
                throw SiteRejection.noRoute(key)
            }
            routes = [(key, route)]
        }
        return await withTaskGroup(of: PartyPing.self) { group in
            for (key, route) in routes { group.addTask { await ping(key, route) } }
            return await group.reduce(into: []) { $0.append($1) }
        }.sorted { ($0.party?.number ?? .max) < ($1.party?.number ?? .max) }
    }

    private func ping(_ key: RouteKey, _ route: PartyRoute) async -> PartyPing {
        var party: PartyID?
        if case .party(let id) = key { party = id }
        guard case .site(let address) = route else {
            return PartyPing(
                party: party, address: nil, milliseconds: 0, version: nil, problem: nil)
        }
        let seat = Party(.local, party ?? .local)
        let call = OutgoingCall(
            path: "/v1/version/get", from: Party(.local, .local), to: seat)
        let begin = clock.now()
        do {
            let answer = try await caller.call(call, ["module": "FATE"], at: address)
            try answer.check(seat)
            return PartyPing(
                party: party, address: address,
                milliseconds: clock.now().milliseconds(since: begin),
                version: answer.data?.object?["FATE"]?.string, problem: nil)
        } catch {
            return PartyPing(
                party: party, address: address, milliseconds: nil, version: nil,
                problem: "\(error)")
        }
    }
}
