import Domain

/// The routes of a site as people read them.
enum RouteTable {
    static func lines(_ data: JSONValue) -> [InkedLine] {
        let routes = (data.array ?? []).compactMap(\.object)
        guard !routes.isEmpty else { return [InkedLine("every party lives at this site")] }
        var table = TextTable(["party", "site", "since"])
        for route in routes {
            table.append([
                route["f_party_id"]?.plainText ?? "", route["f_address"]?.string ?? "here",
                route["f_update_date"]?.plainText ?? "",
            ])
        }
        return table.lines()
    }

    /// The routes as they decide where a party lives.
    static func routing(_ data: JSONValue) -> RoutingTable {
        let routes = (data.array ?? []).compactMap(\.object).compactMap {
            route -> (RouteKey, PartyRoute)? in
            let key = PartyID(text: route["f_party_id"]?.plainText ?? "")
            return (
                key.map { .party($0) } ?? .others,
                route["f_address"]?.string.map { .site($0) } ?? .here
            )
        }
        return RoutingTable(Dictionary(uniqueKeysWithValues: routes))
    }
}
