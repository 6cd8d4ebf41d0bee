import Domain

extension RowWriter {
    /// Events of the site as a whole: which party lives where, and what is set for it.
    func apply(_ event: SiteEvent) throws {
        switch event {
        case .payloadsErased: break
        case .partyRouted(let key, let route):
            try put(
                ViewTables.route,
                [
                    "f_party_id": .text(key.column), "f_is_here": Cell(route == .here),
                    "f_address": route.address, "f_update_time": moment,
                ])
        case .queueOrdered(let policy):
            try put(
                ViewTables.siteSetting,
                [
                    "f_name": "queue_policy", "f_value": .text(policy.rawValue),
                    "f_update_time": moment,
                ])
        case .partyUnrouted(let key):
            try run("DELETE FROM t_party_route WHERE f_party_id = ?", [.text(key.column)])
        }
    }
}

extension RouteKey {
    /// The party's number, or FATE's word for the route of all others.
    fileprivate var column: String {
        switch self {
        case .party(let id): id.description
        case .others: "default"
        }
    }
}

extension PartyRoute {
    fileprivate var address: Cell {
        if case .site(let address) = self { .text(address) } else { .null }
    }
}
