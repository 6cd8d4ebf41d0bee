public import EventStore
import GRDB

/// Makes the rows anew beside the live ones and puts them in their place in one commit.
///
/// Readers of the live file, other programs too, see the old rows until then and the new ones
/// afterwards, never half of either. A build that was interrupted goes on where it was.
public struct ViewRebuild: Sendable {
    private let store: ViewStore
    private let log: any EventLogReader

    /// Makes a rebuild of a store.
    public init(_ store: ViewStore, from log: any EventLogReader) {
        self.store = store
        self.log = log
    }

    /// Builds beside the live rows, compares both when they hold the same events, and swaps.
    ///
    /// While it compares and swaps, the rows do not follow the log.
    /// - Returns: what the comparison found; `nil` when the live rows were of another schema, or
    ///   not made from this log, so that there was nothing to compare with.
    @discardableResult
    public func run(
        _ progress: @Sendable (Position) async -> Void = { _ in }
    ) async throws -> ViewCheck? {
        let next = try ViewStore(beside: store)
        let live = try await store.database.read {
            try ViewStore.usableCheckpoint($0, upTo: log.head)
        }
        let end = live ?? log.head
        if try next.checkpoint() > end { try next.reset() }
        try await Projector.rebuild(next, from: log, upTo: end, progress: progress)
        let check = try await replace(next)
        next.removeFile()
        return check
    }

    private func replace(_ next: ViewStore) async throws -> ViewCheck? {
        guard let path = next.path else { preconditionFailure("A store beside has a file") }
        return try await store.database.writeWithoutTransaction { [log] database in
            // No other write of this process comes between; another process holds no writer.
            let live = try ViewStore.usableCheckpoint(database, upTo: log.head)
            if let live { try Self.catchUp(next, to: live, from: log) }
            let check = try live.map { live in
                try next.database.read { try ViewCheck(of: database, against: $0, at: live) }
            }
            try database.execute(sql: "ATTACH ? AS next", arguments: [path])
            defer { try? database.execute(sql: "DETACH next") }
            try database.inTransaction(.immediate) {
                try Self.copy(database)
                return .commit
            }
            return check
        }
    }

    private static func catchUp(
        _ next: ViewStore, to position: Position, from log: any EventLogReader
    ) throws {
        var events = try ScopedEvents(
            .everything, of: log, after: next.checkpoint(), upTo: position)
        while true {
            let page = try events.next()
            if page.isEmpty { return }
            let batch = try DecodedBatch(page, site: log.site)
            try next.database.write { try batch.write($0) }
        }
    }

    /// Replaces rows, position and schema of the live file by those of the one beside.
    private static func copy(_ database: Database) throws {
        for name in try tables(of: "main", database) {
            try database.execute(sql: "DROP TABLE main.\(name)")
        }
        try ViewStore.makeTables(database)
        for name in try tables(of: "next", database) {
            try database.execute(
                sql: "DELETE FROM main.\(name); INSERT INTO main.\(name) SELECT * FROM next.\(name)"
            )
        }
    }

    private static func tables(of schema: String, _ database: Database) throws -> [String] {
        try String.fetchAll(
            database,
            sql: """
                SELECT name FROM \(schema).sqlite_master
                WHERE type = 'table' AND name NOT LIKE 'sqlite_%'
                """)
    }
}
