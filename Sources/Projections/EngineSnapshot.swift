public import Domain
public import EventStore
import GRDB

/// A compute engine as its stream had made it at some version: read off the rows, so that a server
/// need not read the stream, which every job makes longer, from its beginning.
public struct EngineSnapshot: Sendable {
    /// The engine.
    public let name: String
    /// Its size and who holds what of it.
    public let state: EngineState
    /// The version of its stream that the state holds.
    public let version: StreamVersion
}

extension ViewStore {
    /// The engines of the site, as far as the rows go.
    ///
    /// - Parameter head: Where the log ends.
    /// - Returns: nothing when the rows are of another schema, of a longer log, or not made yet.
    public func engineSnapshots(upTo head: Position) throws -> [EngineSnapshot] {
        try database.read { database in
            guard try Self.usableCheckpoint(database, upTo: head) != nil else { return [] }
            let engines = try Row.fetchAll(
                database,
                sql: """
                    SELECT f_engine_name, f_engine_entrance, f_cores, f_memory, f_nodes,
                        f_stream_version
                    FROM t_engine_registry
                    """)
            return try engines.map { row in
                let (name, kind): (String, String) = (row[0], row[1])
                let size = EngineSize(kind: kind, cores: row[2], memory: row[3], nodes: row[4])
                let held = try Self.holdings(of: name, database)
                return EngineSnapshot(
                    name: name, state: EngineDecider.replay([.registered(size)] + held),
                    version: StreamVersion(UInt64(row[5] as Int64)))
            }
        }
    }

    private static func holdings(of engine: String, _ database: Database) throws -> [EngineEvent] {
        try Row.fetchAll(
            database,
            sql: """
                SELECT f_job_id, f_role, f_party_id, f_cores, f_memory FROM t_engine_holding
                WHERE f_engine_name = ?
                """, arguments: [engine]
        ).compactMap { row in
            let (jobText, role, id): (String, String, String) = (row[0], row[1], row[2])
            guard let job = JobID(jobText), let party = Party("\(role):\(id)") else { return nil }
            return .reserved(
                ResourceHolder(job: job, party: party),
                ResourceAmount(cores: row[3], memory: row[4]))
        }
    }
}
