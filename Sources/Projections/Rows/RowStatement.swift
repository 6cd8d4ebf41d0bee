import GRDB
import GRDBSQLite

/// A prepared statement that is given cells directly: GRDB's arguments would be boxed and copied,
/// which costs a rebuild as much as SQLite's own work.
struct RowStatement {
    private let statement: Statement

    private var handle: SQLiteStatement { statement.sqliteStatement }

    /// Takes the statement that the connection keeps for a text, or prepares it.
    init(_ sql: String, _ database: Database) throws {
        statement = try database.cachedStatement(sql: sql)
    }

    /// Runs the statement to its end.
    func run(_ cells: [Cell]) throws {
        try bind(cells)
        try finish(sqlite3_step(handle), SQLITE_DONE)
    }

    /// The rows that a query finds, each with as many cells as it has columns.
    func rows(_ cells: [Cell]) throws -> [[Cell]] {
        try bind(cells)
        var rows: [[Cell]] = []
        var code = sqlite3_step(handle)
        while code == SQLITE_ROW {
            rows.append((0..<sqlite3_column_count(handle)).map(cell))
            code = sqlite3_step(handle)
        }
        try finish(code, SQLITE_DONE)
        return rows
    }

    private func bind(_ cells: [Cell]) throws {
        for (place, cell) in zip(CInt(1)..., cells) {
            let code = bind(cell, at: place)
            guard code == SQLITE_OK else { return try finish(code, SQLITE_OK) }
        }
    }

    private func bind(_ cell: Cell, at place: CInt) -> CInt {
        switch cell {
        case .null: sqlite3_bind_null(handle, place)
        case .integer(let number): sqlite3_bind_int64(handle, place, number)
        case .text(var text):
            text.withUTF8 { bytes in
                bytes.withMemoryRebound(to: CChar.self) {
                    sqlite3_bind_text(
                        handle, place, $0.baseAddress, CInt($0.count), Self.copied)
                }
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

    /// SQLITE_TRANSIENT: SQLite copies what it is given.
    private static let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
}
