/// Where the calls for a party go.
public enum PartyRoute: Hashable, Sendable, CustomStringConvertible {
    /// The party lives at this site.
    case here
    /// It lives at the site that listens at this address, such as `http://10.0.0.7:9380`.
    case site(String)

    public var description: String {
        switch self {
        case .here: "here"
        case .site(let address): address
        }
    }
}

/// Whom a route is for.
public enum RouteKey: Hashable, Sendable, CustomStringConvertible {
    /// One organisation, in all its roles.
    case party(PartyID)
    /// Every party that has no route of its own (FATE's default route).
    case others

    public var description: String {
        switch self {
        case .party(let id): "party \(id)"
        case .others: "all other parties"
        }
    }
}

/// Which party lives where, as one site knows it (FATE's route table of rollsite and nginx).
///
/// A table without routes is FATE's mode `SINGLE`: every party lives here. With the first route the
/// mode is `MULTIPLE`, and a party that has none, and no default to fall back to, is an error.
public struct RoutingTable: Hashable, Sendable {
    /// The routes.
    public internal(set) var routes: [RouteKey: PartyRoute] = [:]

    /// Makes a table.
    public init(_ routes: [RouteKey: PartyRoute] = [:]) { self.routes = routes }

    /// Whether other sites take part (FATE's mode `MULTIPLE`).
    public var isMultiple: Bool { !routes.isEmpty }

    /// Where a party lives; `nil` when nothing says so. Local jobs stay here whatever the table says.
    public func route(to party: Party) -> PartyRoute? {
        if party.role == .local || party.id == .local || !isMultiple { return .here }
        return routes[.party(party.id)] ?? routes[.others]
    }

    /// Whether a party lives at this site.
    public func isHere(_ party: Party) -> Bool { route(to: party) == .here }

    /// Whether a route of its own says that a party lives at this site: somebody has said so, while a
    /// table without routes, or the route of all others, says it of parties that nobody thought of.
    public func saysHere(_ party: Party) -> Bool { routes[.party(party.id)] == .here }
}
