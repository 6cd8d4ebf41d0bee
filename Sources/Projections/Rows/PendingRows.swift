import GRDB

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
    /// Engines of which cores were taken or given back, and when last.
    private var enginesDue: [String: EngineChange] = [:]

    /// The last event of an engine.
    struct EngineChange {
        /// Unix milliseconds.
        let time: Int64
        /// How many events the engine's stream has with it.
        let version: Int64
    }

    init(_ database: Database) { statements = RowStatements(database) }

    /// The progress of a job at a party follows from its tasks.
    func tasksHaveChanged(ofJob key: [Cell]) { progressDue.insert(key) }

    /// The free cores of an engine follow from who holds some.
    func holdingsHaveChanged(of engine: String, with change: EngineChange) {
        enginesDue[engine] = change
    }

    /// Writes everything; to be called before the transaction ends, and before somebody reads.
    func flush() throws {
        try tasks.flush(statements)
        for key in progressDue { try countProgress(ofJob: key) }
        progressDue = []
        try jobs.flush(statements)
        try federatedJobs.flush(statements)
        for (engine, change) in enginesDue { try countRemaining(engine, change) }
        enginesDue = [:]
    }

    /// Ended tasks of all, in percent (FATE-Flow `scheduler/dag_scheduler.py`); of each, the newest
    /// version counts.
    private func countProgress(ofJob key: [Cell]) throws {
        let progress = try statements.query(
            """
            SELECT coalesce(
                100 * sum(f_party_status NOT IN ('waiting', 'running')) / count(*), 0)
            FROM t_task WHERE f_job_id = ? AND f_role = ? AND f_party_id = ? AND f_origin_site = ?
                AND NOT EXISTS (
                    SELECT 1 FROM t_task n
                    WHERE n.f_job_id = t_task.f_job_id AND n.f_task_id = t_task.f_task_id
                        AND n.f_role = t_task.f_role AND n.f_party_id = t_task.f_party_id
                        AND n.f_origin_site = t_task.f_origin_site
                        AND n.f_task_version > t_task.f_task_version)
            """, key)
        try jobs.row(key, statements)?["f_progress"] = progress[0][0]
    }

    private func countRemaining(_ engine: String, _ change: EngineChange) throws {
        try statements.run(
            """
            UPDATE t_engine_registry SET f_update_time = ?, f_stream_version = ?,
                f_remaining_cores = f_cores - (
                    SELECT coalesce(sum(h.f_cores), 0) FROM t_engine_holding h
                    WHERE h.f_engine_name = t_engine_registry.f_engine_name),
                f_remaining_memory = iif(f_memory = 0, 0, f_memory - (
                    SELECT coalesce(sum(h.f_memory), 0) FROM t_engine_holding h
                    WHERE h.f_engine_name = t_engine_registry.f_engine_name))
            WHERE f_engine_name = ?
            """, [.integer(change.time), .integer(change.version), .text(engine)])
    }
}
