public import Domain
import GRDB

/// Which rows of a table a request asks for: each member `k` that names a column `f_k` must match,
/// `null` and unknown names do not count (FATE-Flow `db/base_model.py`, `query`).
public struct RowFilter: Sendable {
    /// The table.
    public let table: ViewTable
    private(set) var conditions: [SQLCondition] = []
    /// Whose rows; this site's own unless told otherwise.
    private(set) var origin = RowOrigin.here

    /// Reads the filter from the members of a request.
    /// - Throws: `RowFilterError` for a value that the column cannot hold.
    public init(_ request: JSONObject, of table: ViewTable) throws(RowFilterError) {
        self.table = table
        for column in table.columns where column.kind != .json && !column.isOrigin {
            let name = String(column.name.dropFirst(2))
            guard let value = request[name], !value.isNull else { continue }
            let filter = ColumnFilter(column: column, reading: table.readings[column.name])
            conditions.append(try filter.condition(value))
        }
    }

    /// Makes a filter of conditions that code has written.
    init(_ table: ViewTable, _ conditions: [SQLCondition] = [], from origin: RowOrigin = .here) {
        self.table = table
        self.conditions = conditions
        self.origin = origin
    }

    /// The same filter over the rows of another origin.
    public func from(_ origin: RowOrigin) -> RowFilter {
        RowFilter(table, conditions, from: origin)
    }

    /// Whether no member of the request was usable: such a request finds nothing, not everything.
    public var isEmpty: Bool { conditions.isEmpty }

    /// The rows that match this and a condition too.
    func and(_ condition: SQLCondition) -> RowFilter {
        RowFilter(table, conditions + [condition], from: origin)
    }

    /// The `WHERE` clause.
    var condition: SQLCondition {
        let all = conditions + (table.showsImports ? origin.conditions : [])
        return SQLCondition(
            all.isEmpty ? "1" : all.map(\.sql).joined(separator: " AND "),
            all.flatMap(\.arguments))
    }
}

/// A value in a request that cannot be compared with its column.
public struct RowFilterError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The member of the request.
    public let name: String
    /// What is wrong with it.
    public let problem: String

    public var description: String { "\(name) \(problem)" }
}

/// A piece of a `WHERE` clause; what a client sent is only ever an argument.
struct SQLCondition: Sendable {
    let sql: String
    let arguments: [DatabaseValue]

    init(_ sql: String, _ arguments: [DatabaseValue] = []) {
        self.sql = sql
        self.arguments = arguments
    }

    init(_ sql: String, text: String...) { self.init(sql, text.map(\.databaseValue)) }
}
