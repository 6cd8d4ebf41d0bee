public import Domain

extension ViewStore {
    /// What the site knows of a table; `nil` when there is none of that name.
    public func table(_ name: TableName) async throws -> JSONObject? {
        let filter = RowFilter(
            ViewTables.table,
            [SQLCondition("f_namespace = ? AND f_name = ?", text: name.namespace, name.name)])
        return try await rows(filter, .oldestFirst).first
    }

    /// The compute engines; only the one of that name when it is given.
    public func engines(named name: String? = nil) async throws -> [JSONObject] {
        try await rows(.engine(name, in: ViewTables.engine), .oldestFirst)
    }

    /// What parties of jobs hold of the engines, in the order of reservation.
    public func holdings(ofEngine name: String? = nil) async throws -> [JSONObject] {
        try await rows(.engine(name, in: ViewTables.holding), .oldestFirst)
    }
}

extension ViewStore {
    /// What is known of other sites; only of those with two histories when asked so.
    public func peers(forkedOnly: Bool = false) async throws -> [JSONObject] {
        let conditions = forkedOnly ? [SQLCondition("f_fork <> ?", text: "")] : []
        return try await rows(RowFilter(ViewTables.peer, conditions), .oldestFirst)
    }

    /// The processes that led the site, the first one first.
    public func leases() async throws -> [JSONObject] {
        try await rows(RowFilter(ViewTables.lease, []), .oldestFirst)
    }

    /// Which party lives where, by party.
    public func routes() async throws -> [JSONObject] {
        try await rows(RowFilter(ViewTables.route, []), .oldestFirst)
    }
}

extension RowFilter {
    fileprivate static func engine(_ name: String?, in table: ViewTable) -> RowFilter {
        RowFilter(table, name.map { [SQLCondition("f_engine_name = ?", text: $0)] } ?? [])
    }
}
