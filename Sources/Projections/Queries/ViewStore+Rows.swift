public import Domain
import GRDB

extension ViewStore {
    /// The rows that match a filter, oldest first; none for a filter without conditions.
    public func rows(where filter: RowFilter) async throws -> [JSONObject] {
        guard !filter.isEmpty else { return [] }
        return try await rows(filter, .oldestFirst)
    }

    /// The rows that match, in an order.
    func rows(_ filter: RowFilter, _ order: RowOrder) async throws -> [JSONObject] {
        try await database.read { try Self.rows($0, filter, order) }
    }

    /// How many rows match.
    func count(_ filter: RowFilter) async throws -> Int {
        let condition = filter.condition
        let sql = "SELECT count(*) FROM \(filter.table.name) WHERE \(condition.sql)"
        return try await database.read { database in
            try Int.fetchOne(
                database, sql: sql, arguments: StatementArguments(condition.arguments)) ?? 0
        }
    }

    static func rows(
        _ database: Database, _ filter: RowFilter, _ order: RowOrder
    ) throws -> [JSONObject] {
        let table = filter.table
        let condition = filter.condition
        let reader = RowReader(table: table)
        return try Row.fetchAll(
            database,
            sql: "SELECT \(table.readColumns) FROM \(table.name) WHERE \(condition.sql)"
                + order.clause(for: table),
            arguments: StatementArguments(condition.arguments)
        ).map(reader.object)
    }
}
