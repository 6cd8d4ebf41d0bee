import GRDB
import Synchronization

/// The texts of the statements that insert a row: each is put together once.
final class InsertionTexts: Sendable {
    private struct Known: Sendable {
        let columns: [String]
        let sql: String
    }

    /// By table; a table has few sets of columns.
    private let known = Mutex<[String: [Known]]>([:])

    /// `INSERT OR REPLACE` of these columns of a table, and of the origin where rows have one.
    func sql(for table: ViewTable, columns: some Collection<String>) -> String {
        known.withLock { known in
            let texts = known[table.name, default: []]
            if let text = texts.first(where: { $0.columns.elementsEqual(columns) }) {
                return text.sql
            }
            let text = Known(columns: Array(columns), sql: Self.text(table, Array(columns)))
            known[table.name, default: []].append(text)
            return text.sql
        }
    }

    private static func text(_ table: ViewTable, _ columns: [String]) -> String {
        let all = columns + (table.showsImports ? [ViewTable.origin.name] : [])
        let marks = databaseQuestionMarks(count: all.count)
        return
            "INSERT OR REPLACE INTO \(table.name) (\(all.joined(separator: ", "))) VALUES (\(marks))"
    }
}
