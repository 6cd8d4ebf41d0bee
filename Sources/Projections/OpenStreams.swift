import Domain
import GRDB
public import Journal

extension ViewStore {
    /// The streams in which something may still happen here: open jobs (the oldest first), open
    /// parts of jobs, and engines.
    public func openStreams() throws -> [StreamIdentity] {
        try database.read { database in
            let jobs = try String.fetchAll(
                database,
                sql:
                    """
                    SELECT f_job_id FROM t_federated_job
                    WHERE f_is_closed = 0 AND f_origin_site = '' ORDER BY f_position
                    """
            )
            let parties = try Row.fetchAll(
                database,
                sql: """
                    SELECT f_job_id, f_role, f_party_id FROM t_job
                    WHERE f_status IN (\(Self.openStatuses)) AND f_origin_site = ''
                    """)
            let engines = try String.fetchAll(
                database, sql: "SELECT f_engine_name FROM t_engine_registry")
            return jobs.compactMap { JobID($0).map(StreamIdentity.job) }
                + parties.compactMap(Self.party) + engines.map(StreamIdentity.engine)
        }
    }

    /// Named one by one, so that SQLite finds the few open jobs among all by the index.
    private static let openStatuses = JobStatus.allCases.filter { !$0.isEnd }
        .map { "'\($0.rawValue)'" }.joined(separator: ", ")

    private static func party(_ row: Row) -> StreamIdentity? {
        let (jobText, role, id): (String, String, String) = (row[0], row[1], row[2])
        guard let job = JobID(jobText), let party = Party("\(role):\(id)") else { return nil }
        return .party(job, party)
    }
}
