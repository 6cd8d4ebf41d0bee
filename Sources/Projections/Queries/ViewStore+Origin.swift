public import Domain
import GRDB

extension ViewStore {
    /// Whose rows show a job: those of this site where it knows the job itself, else those of the
    /// first site, in the order of names, whose events of it were imported.
    ///
    /// - Parameter wanted: The site that a request names; nothing else is looked at then.
    public func origin(of job: JobID, wanted: String?) async throws -> RowOrigin {
        if let wanted { return RowOrigin(wanted) }
        let site = try await database.read { database in
            try String.fetchOne(
                database,
                sql: """
                    SELECT min(f_origin_site) FROM (
                        SELECT f_origin_site FROM t_job WHERE f_job_id = ?1
                        UNION SELECT f_origin_site FROM t_federated_job WHERE f_job_id = ?1)
                    """, arguments: [job.text])
        }
        return RowOrigin(site)
    }
}
