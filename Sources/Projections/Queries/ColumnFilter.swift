import Domain
import GRDB

/// Compares one column with a value of a request.
struct ColumnFilter {
    let column: ViewTable.Column
    /// How it is read, where that is not what it holds.
    var reading: ColumnReading?

    /// Equal to a scalar, one of a list, or in a range: two items for a number or a time are the
    /// ends of a closed range, `null` leaves an end open.
    func condition(_ value: JSONValue) throws(RowFilterError) -> SQLCondition {
        if let reading {
            let items = value.array ?? [value]
            return reading.isOne(
                of: try items.map { (item) throws(RowFilterError) in try argument(item) })
        }
        guard let items = value.array else {
            return SQLCondition("\(column.name) = ?", [try argument(value)])
        }
        if isContinuous, items.count == 2 { return try range(items[0], items[1]) }
        var arguments: [DatabaseValue] = []
        for item in items { arguments.append(try argument(item)) }
        let marks = databaseQuestionMarks(count: arguments.count)
        return SQLCondition("\(column.name) IN (\(marks))", arguments)
    }

    private var isContinuous: Bool { column.kind == .integer || column.kind == .time }

    private func range(
        _ start: JSONValue, _ end: JSONValue
    ) throws(RowFilterError) -> SQLCondition {
        var parts: [String] = ["\(column.name) IS NOT NULL"]
        var arguments: [DatabaseValue] = []
        if !start.isNull {
            parts.append("\(column.name) >= ?")
            arguments.append(try argument(start))
        }
        if !end.isNull {
            parts.append("\(column.name) <= ?")
            arguments.append(try argument(end))
        }
        return SQLCondition(parts.joined(separator: " AND "), arguments)
    }

    /// A value of a request as the column holds it.
    func argument(_ value: JSONValue) throws(RowFilterError) -> DatabaseValue {
        let argument: DatabaseValue? =
            switch column.kind {
            case .text, .json: text(value)?.databaseValue
            case .integer: integer(value)?.databaseValue
            case .boolean: boolean(value)?.databaseValue
            case .time:
                (integer(value) ?? value.string.flatMap(LocalTime.milliseconds))?.databaseValue
            }
        guard let argument else {
            throw RowFilterError(
                name: String(column.name.dropFirst(2)), problem: "cannot be \(value.text())")
        }
        return argument
    }

    /// Party ids are kept as text and sent as numbers or as text: 9999 and "9999" are equal.
    private func text(_ value: JSONValue) -> String? {
        value.string ?? value.integer.map { String($0) } ?? value.bool.map { $0 ? "true" : "false" }
    }

    private func integer(_ value: JSONValue) -> Int64? {
        (value.integer ?? value.string.flatMap { Int($0) }).map { Int64($0) }
    }

    private func boolean(_ value: JSONValue) -> Bool? {
        value.bool ?? integer(value).map { $0 != 0 }
            ?? value.string.flatMap { Bool($0.lowercased()) }
    }
}
