import Domain
import GRDB

/// Turns SQL rows of one table into FATE's row objects.
struct RowReader {
    let table: ViewTable

    /// The members of a row in the order of the columns. Times get a `…_date` twin behind them.
    func object(_ row: Row) -> JSONObject {
        var members = JSONObject()
        for (place, column) in table.columns.enumerated() {
            let value = row[place] as DatabaseValue
            // Only rows that were imported say where they come from.
            if column.isOrigin, String.fromDatabaseValue(value)?.isEmpty != false { continue }
            members[column.name] = Self.json(value, column.kind)
            if column.kind == .time {
                let date = Int64.fromDatabaseValue(value).map(LocalTime.text)
                members[Self.dateName(column.name)] = date.map { .string($0) } ?? .null
            }
        }
        return members
    }

    static func json(_ value: DatabaseValue, _ kind: ViewTable.Kind) -> JSONValue {
        if value.isNull { return .null }
        switch kind {
        case .text: return String.fromDatabaseValue(value).map { .string($0) } ?? .null
        case .integer, .time: return Int64.fromDatabaseValue(value).map { .integer($0) } ?? .null
        case .boolean: return Bool.fromDatabaseValue(value).map { .bool($0) } ?? .null
        case .json: return String.fromDatabaseValue(value).map(Self.parsed) ?? .null
        }
    }

    /// The value of a JSON column; text that is no JSON stays text.
    static func parsed(_ text: String) -> JSONValue {
        (try? JSONValue(parsing: text)) ?? .string(text)
    }

    /// `f_start_date` of `f_start_time`.
    private static func dateName(_ name: String) -> String {
        name.hasSuffix("_time") ? name.dropLast(5) + "_date" : name + "_date"
    }
}

extension JSONObject {
    /// The row with names as lists show them: without `f_`.
    var withoutPrefix: JSONObject {
        JSONObject(
            map { ($0.key.hasPrefix("f_") ? String($0.key.dropFirst(2)) : $0.key, $0.value) })
    }
}
