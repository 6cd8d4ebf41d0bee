/// What the events of one transaction change and the database does not have yet.
///
/// A row that ten events of a transaction change is written once. What a row says of other rows is
/// counted once too, so it may depend on nothing but the rows at the end of the transaction:
/// where a log is cut into transactions must not show in the rows.
final class PendingRows {
    let statements: RowStatements
    var jobs = PendingTable(ViewTables.job, groupedBy: 1)
    /// Grouped by job, component and version: a coordinator's event concerns all parties.
    var tasks = PendingTable(ViewTables.task, groupedBy: 3)
    var federatedJobs = PendingTable(ViewTables.federatedJob, groupedBy: 1)
    /// Keys of the jobs at parties whose tasks have begun or ended.
    private var progressDue: Set<[Cell]> = []

    init(_ statements: RowStatements) { self.statements = statements }

    /// The progress of a job at a party follows from its tasks.
    func tasksHaveChanged(ofJob key: [Cell]) { progressDue.insert(key) }

    /// Writes everything; to be called before the transaction ends, and before somebody reads.
    func flush() throws {
        try tasks.flush(statements)
        for key in progressDue { try countProgress(ofJob: key) }
        progressDue = []
        try jobs.flush(statements)
        try federatedJobs.flush(statements)
    }

    /// Ended tasks of all, in percent (FATE-Flow `scheduler/dag_scheduler.py`); of each, the newest
    /// version counts: SQLite takes the columns beside `max` from the row that has it.
    private func countProgress(ofJob key: [Cell]) throws {
        let progress = try statements.query(
            """
            SELECT coalesce(100 * sum(is_done) / count(*), 0) FROM (
                SELECT f_party_status NOT IN ('waiting', 'running') AS is_done,
                    max(f_task_version)
                FROM t_task
                WHERE f_job_id = ? AND f_role = ? AND f_party_id = ? AND f_origin_site = ?
                GROUP BY f_task_id)
            """, key)
        try jobs.row(key, statements)?["f_progress"] = progress[0][0]
    }
}
