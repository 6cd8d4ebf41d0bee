/// In which order rows come, and which part of them.
public struct RowOrder: Sendable {
    /// The columns to sort by; the table's key decides between equal rows.
    let columns: [String]
    let isDescending: Bool
    /// The number of rows; `nil` for all.
    let limit: Int?
    let offset: Int

    /// Oldest first, all rows.
    public static let oldestFirst = RowOrder(["f_create_time"])

    init(_ columns: [String], descending: Bool = false, limit: Int? = nil, offset: Int = 0) {
        self.columns = columns
        self.isDescending = descending
        self.limit = limit
        self.offset = offset
    }

    /// The end of a `SELECT` of this table; only names of its columns get in.
    func clause(for table: ViewTable) -> String {
        let known = table.columns.map(\.name)
        let direction = isDescending ? " DESC" : ""
        let terms = (columns.filter(known.contains) + table.key).map { $0 + direction }
        let part = limit.map { " LIMIT \($0) OFFSET \(offset)" } ?? ""
        return " ORDER BY \(terms.joined(separator: ", "))\(part)"
    }
}
