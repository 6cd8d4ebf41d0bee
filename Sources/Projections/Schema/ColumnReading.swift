import GRDB

/// A column that is read as something else than what its rows hold, while another row says so.
public struct ColumnReading: Sendable {
    let column: String
    /// The value that is held, and the one that is read in its place.
    let held: String
    let read: String
    /// The SQL condition for that, over a row of the column's table.
    let condition: String

    private var expression: String {
        "CASE WHEN \(column) = '\(held)' AND \(condition) THEN '\(read)' ELSE \(column) END"
    }

    /// What to select for the column.
    var selection: String { "\(expression) AS \(column)" }

    /// Equal to one of these values, as they are read. What the rows hold is asked first: an index may
    /// help with that.
    func isOne(of values: [DatabaseValue]) -> SQLCondition {
        let isRead = values.contains(read.databaseValue)
        let candidates = isRead ? values + [held.databaseValue] : values
        let marks = (databaseQuestionMarks(count: candidates.count), values.count)
        return SQLCondition(
            "\(column) IN (\(marks.0)) AND \(expression) IN (\(databaseQuestionMarks(count: marks.1)))",
            candidates + values)
    }
}
