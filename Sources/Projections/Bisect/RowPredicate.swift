import Domain
import GRDB

/// A condition on one row of a table, as a person writes it.
///
///     TABLE where COLUMN OPERATOR VALUE and …
///
/// The table and its columns may be written without `t_` and `f_`. Operators are `=`, `!=`, `<`,
/// `<=`, `>`, `>=`, `is null` and `is not null`; values are numbers, `true`, `false`, words, or any
/// text in single quotes (`''` stands for one quote). An absent value is equal to nothing. Rows
/// that were imported count when the predicate says something of `f_origin_site`.
public struct RowPredicate: Sendable {
    /// How a column is compared.
    enum Comparison: String, CaseIterable, Sendable {
        case equal = "="
        case unequal = "!="
        case atMost = "<="
        case atLeast = ">="
        case less = "<"
        case greater = ">"

        /// The operator in SQL. What is absent differs from every value.
        var sql: String { self == .unequal ? "IS NOT" : rawValue }
    }

    /// One condition.
    enum Condition: Sendable {
        case compare(ViewTable.Column, Comparison, DatabaseValue)
        case isNull(ViewTable.Column)
        case isNotNull(ViewTable.Column)

        var column: ViewTable.Column {
            switch self {
            case .compare(let column, _, _), .isNull(let column), .isNotNull(let column): column
            }
        }

        /// The condition in SQL; only names of columns get into the text.
        var sql: SQLCondition {
            switch self {
            case .compare(let column, let comparison, let value):
                SQLCondition("\(column.name) \(comparison.sql) ?", [value])
            case .isNull(let column): SQLCondition("\(column.name) IS NULL")
            case .isNotNull(let column): SQLCondition("\(column.name) IS NOT NULL")
            }
        }
    }

    /// The table.
    public let table: ViewTable
    let conditions: [Condition]

    /// Reads a predicate.
    /// - Throws: `RowPredicateError`, which says what is wrong and what is known.
    public init(_ text: String) throws {
        var parser = try RowPredicateParser(text)
        self = try parser.predicate()
    }

    init(table: ViewTable, conditions: [Condition]) {
        self.table = table
        self.conditions = conditions
    }

    /// Whose rows: this site's own, unless it says something of `f_origin_site`.
    var origin: RowOrigin {
        conditions.contains { $0.column.isOrigin } ? .anywhere : .here
    }

    /// The streams that can change whether it holds: those of one job when it asks for one.
    var scope: FoldScope {
        guard origin == .here else { return .everything }
        for case .compare(let column, .equal, let value) in conditions
        where column.name == "f_job_id" && table.name != ViewTables.holding.name {
            if let job = String.fromDatabaseValue(value).flatMap({ JobID($0) }) { return .job(job) }
        }
        let isEngine = [ViewTables.engine.name, ViewTables.holding.name].contains(table.name)
        return isEngine ? .engines : .everything
    }
}

/// Why a text is no predicate.
public struct RowPredicateError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong, and what would be right.
    public let description: String

    init(_ description: String) { self.description = description }
}
