import GRDB

/// The first row in which two stores differ.
public struct ViewDifference: Hashable, Sendable, CustomStringConvertible {
    /// The table.
    public let table: String
    /// The key of the row, such as `f_job_id:"…" f_role:"guest"`.
    public let key: String
    /// What the columns hold that differ, in the first store and in the second; a side that has no
    /// such row says so.
    public let sides: [String]

    public var description: String {
        "\(table), row \(key): \(sides[0]); rebuilt from the log: \(sides[1])"
    }

    /// Compares all tables in the order of their keys.
    static func first(_ left: Database, _ right: Database) throws -> ViewDifference? {
        for table in ViewTables.all {
            let (mine, other) = (try table.cursor(left), try table.cursor(right))
            while true {
                let (row, twin) = (try mine.next(), try other.next())
                if row == nil, twin == nil { break }
                if let row, let twin, row == twin { continue }
                return ViewDifference(table, row, twin)
            }
        }
        return nil
    }

    private init(_ table: ViewTable, _ left: Row?, _ right: Row?) {
        // Of two rows with different keys the one that comes first is missing on the other side.
        let order = left.flatMap { left in right.map { table.precedes(left, $0) } }
        let row = order == false ? right : left ?? right
        let mine = order == false ? nil : left
        let other = order == true ? nil : right
        self.table = table.name
        key = table.key.compactMap { name in
            row.map { "\(name):\($0[name] as DatabaseValue)" }
        }.joined(separator: " ")
        let differing = table.columns.map(\.name).filter { name in
            guard let mine, let other else { return false }
            return mine[name] as DatabaseValue != other[name] as DatabaseValue
        }
        sides = [mine, other].map { side in
            side.map { row in
                differing.map { "\($0):\(row[$0] as DatabaseValue)" }.joined(separator: " ")
            } ?? "no such row"
        }
        .map { $0.isEmpty ? "there" : $0 }
    }
}

extension ViewTable {
    /// All rows in the order of the key.
    func cursor(_ database: Database) throws -> RowCursor {
        let names = columns.map(\.name).joined(separator: ", ")
        return try Row.fetchCursor(
            database, sql: "SELECT \(names) FROM \(name) ORDER BY \(key.joined(separator: ", "))")
    }

    /// Whether a row comes before another one in the order of the key; `nil` for the same key.
    fileprivate func precedes(_ left: Row, _ right: Row) -> Bool? {
        for name in key {
            let (mine, other) = (left[name] as DatabaseValue, right[name] as DatabaseValue)
            if mine == other { continue }
            if let mine = Int64.fromDatabaseValue(mine), let other = Int64.fromDatabaseValue(other)
            {
                return mine < other
            }
            let texts = (String.fromDatabaseValue(mine), String.fromDatabaseValue(other))
            return (texts.0 ?? "").utf8.lexicographicallyPrecedes((texts.1 ?? "").utf8)
        }
        return nil
    }
}
