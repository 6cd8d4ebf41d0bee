import GRDB

/// The prepared statements of one transaction by their texts.
final class RowStatements {
    private let database: Database
    private var known: [String: RowStatement] = [:]

    init(_ database: Database) { self.database = database }

    /// Runs a statement.
    func run(_ sql: String, _ cells: [Cell]) throws { try statement(sql).run(cells) }

    /// The rows that a query finds.
    func query(_ sql: String, _ cells: [Cell]) throws -> [[Cell]] {
        try statement(sql).rows(cells)
    }

    /// The statement of a text.
    func statement(_ sql: String) throws -> RowStatement {
        if let statement = known[sql] { return statement }
        let statement = try RowStatement(sql, database)
        known[sql] = statement
        return statement
    }
}
