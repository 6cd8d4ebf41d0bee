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
}
