import GRDB
import GRDBSQLite

/// A prepared statement that is given packed cells: GRDB's arguments would be boxed and copied, which
/// costs a rebuild as much as SQLite's own work.
struct RowStatement {
    private let statement: Statement
    private let handle: SQLiteStatement

    /// Takes the statement that the connection keeps for a text, or prepares it.
    init(_ sql: String, _ database: Database) throws {
        statement = try database.cachedStatement(sql: sql)
        handle = statement.sqliteStatement
    }

    /// Runs the statement to its end.
    ///
    /// - Parameter bytes: What the texts among the values lie in.
    func run(
        _ values: UnsafeBufferPointer<PackedCells.Value>, _ bytes: UnsafePointer<UInt8>
    ) throws {
        try bind(values, bytes)
        try finish(sqlite3_step(handle), SQLITE_DONE)
    }

    /// Runs the statement to its end.
    func run(_ cells: [Cell]) throws { try PackedCells(cells).lend(run) }

    /// The rows that a query finds, each with as many cells as it has columns.
    func rows(_ cells: [Cell]) throws -> [[Cell]] {
        try PackedCells(cells).lend { values, bytes in
            try bind(values, bytes)
            var rows: [[Cell]] = []
            var code = sqlite3_step(handle)
            while code == SQLITE_ROW {
                rows.append((0..<sqlite3_column_count(handle)).map(cell))
                code = sqlite3_step(handle)
            }
            try finish(code, SQLITE_DONE)
            return rows
        }
    }

    private func bind(
        _ values: UnsafeBufferPointer<PackedCells.Value>, _ bytes: UnsafePointer<UInt8>
    ) throws {
        for (place, value) in zip(CInt(1)..., values) {
            let code = bind(value, bytes, at: place)
            guard code == SQLITE_OK else { return try finish(code, SQLITE_OK) }
        }
    }

    private func bind(
        _ value: PackedCells.Value, _ bytes: UnsafePointer<UInt8>, at place: CInt
    ) -> CInt {
        switch value {
        case .null: sqlite3_bind_null(handle, place)
        case .integer(let number): sqlite3_bind_int64(handle, place, number)
        case .text(let start, let count):
            (bytes + start).withMemoryRebound(to: CChar.self, capacity: count) {
                sqlite3_bind_text(handle, place, $0, CInt(count), Self.lent)
            }
        }
    }

    /// The columns of the views hold whole numbers and texts.
    private func cell(_ column: CInt) -> Cell {
        switch sqlite3_column_type(handle, column) {
        case SQLITE_NULL: return .null
        case SQLITE_INTEGER: return .integer(sqlite3_column_int64(handle, column))
        default:
            let start = sqlite3_column_text(handle, column)
            let count = Int(sqlite3_column_bytes(handle, column))
            return .text(
                String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self))
        }
    }

    /// Makes the statement ready for the next run.
    private func finish(_ code: CInt, _ expected: CInt) throws {
        let message = code == expected ? nil : sqlite3_errmsg(sqlite3_db_handle(handle))
        let text = message.map { String(cString: $0) }
        sqlite3_reset(handle)
        guard code == expected else {
            throw DatabaseError(
                resultCode: ResultCode(rawValue: code), message: text, sql: statement.sql)
        }
    }

    /// SQLITE_STATIC: the bytes stay where they are until the statement has been run, and it is not
    /// run again before all of them are replaced.
    private static let lent: sqlite3_destructor_type? = nil
}
