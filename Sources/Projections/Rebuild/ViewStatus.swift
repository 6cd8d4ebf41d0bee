public import EventStore
import GRDB

/// How far the rows are, and how many there are.
public struct ViewStatus: Hashable, Sendable {
    /// The last position in the rows; `nil` for rows of another schema.
    public let position: Position?
    /// The schema of the file; 0 for a file that is empty.
    public let schema: Int
    /// The schema that this program reads.
    public let schemaKnown: Int
    /// How many rows each table has; empty for another schema.
    public let rows: [Table]

    /// One table.
    public struct Table: Hashable, Sendable {
        /// Its name.
        public let name: String
        /// How many rows it has.
        public let count: Int
    }

    /// Looks at a store.
    public init(of store: ViewStore) throws {
        self = try store.database.read { database in
            let schema = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
            let isKnown = schema == ViewTables.version
            return ViewStatus(
                position: isKnown ? Position(try ViewStore.checkpoint(database)) : nil,
                schema: schema, schemaKnown: ViewTables.version,
                rows: isKnown ? try ViewTables.all.map { try Table($0, database) } : [])
        }
    }

    private init(position: Position?, schema: Int, schemaKnown: Int, rows: [Table]) {
        self.position = position
        self.schema = schema
        self.schemaKnown = schemaKnown
        self.rows = rows
    }
}

extension ViewStatus.Table {
    fileprivate init(_ table: ViewTable, _ database: Database) throws {
        name = table.name
        count = try Int.fetchOne(database, sql: "SELECT count(*) FROM \(table.name)") ?? 0
    }
}
