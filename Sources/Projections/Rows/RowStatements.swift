import GRDB

/// The prepared statements of one transaction by their texts.
final class RowStatements {
    private let database: Database
    private var known: [String: RowStatement] = [:]
    /// By table.
    private var insertions: [String: RowStatement] = [:]

    init(_ database: Database) { self.database = database }

    /// Runs a statement.
    func run(_ sql: String, _ cells: [Cell]) throws { try statement(sql).run(cells) }

    /// Inserts or replaces a row, given as all columns of the table in order.
    func insert(_ cells: [Cell], into table: ViewTable) throws {
        // The name of a table is found sooner than the long text.
        if let insertion = insertions[table.name] { return try insertion.run(cells) }
        let insertion = try RowStatement(table.insertion, database)
        insertions[table.name] = insertion
        try insertion.run(cells)
    }

    /// The rows that a query finds.
    func query(_ sql: String, _ cells: [Cell]) throws -> [[Cell]] {
        try statement(sql).rows(cells)
    }

    private func statement(_ sql: String) throws -> RowStatement {
        if let statement = known[sql] { return statement }
        let statement = try RowStatement(sql, database)
        known[sql] = statement
        return statement
    }
}
