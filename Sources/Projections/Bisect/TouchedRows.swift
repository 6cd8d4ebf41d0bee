import GRDB
import Synchronization

/// The keys of the rows of one table that were written since they were last asked for.
///
/// Triggers of the connection tell them; nothing of the table is searched.
final class TouchedRows: Sendable {
    private let table: ViewTable
    private let keys = Mutex<Set<[DatabaseValue]>>([])

    init(_ table: ViewTable) { self.table = table }

    /// Watches the table on a connection.
    func watch(_ database: Database) throws {
        database.add(
            function: DatabaseFunction("clotho_touched") { [self] key in
                keys.withLock { _ = $0.insert(key) }
                return nil
            })
        let key = table.key.map { "NEW.\($0)" }.joined(separator: ", ")
        for change in ["INSERT", "UPDATE"] {
            try database.execute(
                sql: """
                    CREATE TEMP TRIGGER clotho_touched_\(change) AFTER \(change) ON \(table.name)
                    BEGIN SELECT clotho_touched(\(key)); END
                    """)
        }
    }

    /// The keys since the last time.
    func take() -> Set<[DatabaseValue]> {
        keys.withLock { keys in
            defer { keys = [] }
            return keys
        }
    }
}
