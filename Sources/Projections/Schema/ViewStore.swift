public import EventStore
public import GRDB
import Glibc

/// The SQLite file of the read side. It may be deleted at any time: the log makes it anew.
public struct ViewStore: Sendable {
    /// Reads run beside the one writer (WAL).
    public let database: any DatabaseWriter
    /// The file; `nil` for a store without one.
    let path: String?

    /// Opens or makes the file. One of another schema version stays as it is, and readable for
    /// other programs, until a `ViewRebuild` replaces its rows.
    ///
    /// SQLite need not wait for the disk: what a power cut takes is read off the log again.
    /// A file that such a cut has damaged is thrown away.
    public init(path: String) throws {
        do {
            try self.init(opening: path)
        } catch let error as DatabaseError
            where [.SQLITE_CORRUPT, .SQLITE_NOTADB].contains(error.resultCode)
        {
            Self.remove(path)
            try self.init(opening: path)
        }
    }

    private init(opening path: String) throws {
        try self.init(shared: path)
        try prepare()
    }

    private init(shared path: String) throws {
        var configuration = Configuration()
        // Other processes read the file, and lock it for a moment when they open or close it.
        configuration.busyMode = .timeout(Self.busySecondsMax)
        configuration.prepareDatabase { database in
            // A swap leaves a WAL as large as all rows: it is cut when it is begun anew.
            try database.execute(
                sql: "PRAGMA synchronous = OFF; PRAGMA journal_size_limit = \(Self.walBytesMax)")
        }
        database = try DatabasePool(path: path, configuration: configuration)
        self.path = path
    }

    /// Opens the file of another process that makes its rows, to read it, and to make them when that
    /// process has ended.
    ///
    /// - Throws: `ViewsNotReady` when there is no such file.
    public init(following path: String) throws {
        guard access(path, R_OK | W_OK) == 0 else {
            throw ViewsNotReady(description: "there are no views at \(path) that can be written")
        }
        try self.init(shared: path)
    }

    private static let busySecondsMax = 10.0
    private static let walBytesMax = 16 << 20

    /// Takes an open database whose tables are there.
    init(database: any DatabaseWriter, path: String) {
        self.database = database
        self.path = path
    }

    /// Opens a file that another process may be writing, for reading alone.
    ///
    /// - Throws: `ViewsNotReady` when there is no such file.
    public init(reading path: String) throws {
        guard access(path, R_OK) == 0 else {
            throw ViewsNotReady(description: "there are no views at \(path)")
        }
        database = try DatabasePool(path: path, configuration: Configuration())
        self.path = path
    }

    /// Removes the file; nobody may use the store any more.
    func removeFile() { path.map(Self.remove) }

    static func remove(_ path: String) {
        for suffix in ["", "-wal", "-shm", "-journal"] { unlink(path + suffix) }
    }

    /// What a power cut takes can be made again.
    private static var careless: Configuration {
        var configuration = Configuration()
        configuration.prepareDatabase { database in
            try database.execute(sql: "PRAGMA synchronous = OFF; PRAGMA journal_mode = MEMORY")
        }
        return configuration
    }

    /// Empties all tables, to be filled again from the beginning of the log.
    func reset() throws {
        try database.write { database in
            try Self.makeTables(database)
            try Self.makeIndexes(database)
        }
    }

    /// A store that goes with its last user, for past states and for tests: in memory as far as
    /// SQLite's cache reaches, beyond it in a temporary file that has no name.
    public init() throws {
        database = try DatabaseQueue(path: "", configuration: Self.careless)
        path = nil
        try prepare()
    }

    /// The last position whose event is in the rows.
    public func checkpoint() throws -> Position {
        try database.read { Position(try Self.checkpoint($0)) }
    }

    static func checkpoint(_ database: Database) throws -> UInt64 {
        let text = try String.fetchOne(database, sql: "SELECT f_position FROM clotho_checkpoint")
        return text.flatMap { UInt64($0) } ?? 0
    }

    static func setCheckpoint(_ position: Position, _ database: Database) throws {
        try database.cachedStatement(sql: "UPDATE clotho_checkpoint SET f_position = ?")
            .execute(arguments: [String(position.number)])
    }

    private func prepare() throws {
        try database.write { database in
            let version = try Int.fetchOne(database, sql: "PRAGMA user_version")
            guard version == 0 else { return }
            try Self.makeTables(database)
            try Self.makeIndexes(database)
        }
    }

    /// The last position whose event is in the rows; `nil` when they are of another schema, of
    /// another and longer log, or not made yet.
    static func usableCheckpoint(_ database: Database, upTo head: Position) throws -> Position? {
        let version = try Int.fetchOne(database, sql: "PRAGMA user_version")
        guard version == ViewTables.version else { return nil }
        let position = Position(try checkpoint(database))
        let isUnmade = position == .origin && head > .origin
        return position > head || isUnmade ? nil : position
    }

    /// Makes all tables, empty and without their indexes.
    static func makeTables(_ database: Database) throws {
        for table in ViewTables.all {
            try database.execute(sql: "DROP TABLE IF EXISTS main.\(table.name)")
            try database.execute(sql: table.creation)
        }
        try database.execute(
            sql: """
                DROP TABLE IF EXISTS main.clotho_checkpoint;
                CREATE TABLE main.clotho_checkpoint (f_position TEXT NOT NULL);
                INSERT INTO main.clotho_checkpoint VALUES ('0');
                \(MomentMarks.creation)
                PRAGMA main.user_version = \(ViewTables.version);
                """)
    }

    /// Makes the indexes that are missing; many rows are inserted sooner without them.
    static func makeIndexes(_ database: Database) throws {
        for table in ViewTables.all { try database.execute(sql: table.indexCreation) }
    }

    /// All rows of all tables as text, in key order: two stores with equal rows print the same.
    public func dump() throws -> String { try database.read(Self.dump) }

    /// The rows as ``dump()`` prints them and the last position that is in them, read together.
    public func snapshot() throws -> (position: Position, rows: String) {
        try database.read { (Position(try Self.checkpoint($0)), try Self.dump($0)) }
    }

    private static func dump(_ database: Database) throws -> String {
        var lines: [String] = []
        for table in ViewTables.all {
            let order = table.key.joined(separator: ", ")
            let rows = try Row.fetchAll(
                database, sql: "SELECT * FROM \(table.name) ORDER BY \(order)")
            lines += rows.map { "\(table.name) \($0)" }
        }
        return lines.joined(separator: "\n")
    }
}
