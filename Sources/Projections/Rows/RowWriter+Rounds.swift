import Domain

/// Rows of jobs that run again: those of earlier versions stay as they are.
extension RowWriter {
    /// The job is as new, but for what its earlier rounds have left.
    func began(_ round: JobRound, of job: JobID) throws {
        try updateFederatedJob(job) { row in
            row["f_status"] = .text(JobStatus.ready.rawValue)
            row["f_round"] = Cell(round.number)
            row["f_reason"] = ""
            row["f_wait_reasons"] = "[]"
            row["f_is_closed"] = false
            row["f_parties_open"] = 0
            row["f_start_time"] = .null
            row["f_end_time"] = .null
            row["f_elapsed"] = .null
        }
        for row in try parties(of: job) { row["f_rerun_signal"] = true }
    }

    /// Changes what is known of the retries that wait for their time, by component.
    func changeRetries(of job: JobID, _ change: (inout JSONObject) -> Void) throws {
        try updateFederatedJob(job) { row in
            var retries: JSONObject = [:]
            if case .text(let text) = row["f_retries"] {
                retries = try JSONValue(parsing: text).object ?? [:]
            }
            change(&retries)
            row["f_retries"] = .text(JSONValue.object(retries).text())
        }
    }

    /// A party takes part in another round.
    func reopenJob(_ job: JobID, _ party: Party) throws {
        try updateJob(job, party) { row in
            row["f_status"] = .text(JobStatus.waiting.rawValue)
            row["f_reason"] = ""
            row["f_tag"] = ""
            row["f_start_time"] = .null
            row["f_end_time"] = .null
            row["f_elapsed"] = .null
            row["f_cancel_signal"] = false
            row["f_cancel_time"] = .null
            row["f_rerun_signal"] = false
        }
        rows.tasksHaveChanged(ofJob: key(job, party))
    }

    /// The row of another version: the one before it, as it was before it ran.
    func insertTask(
        _ task: TaskID, _ party: Party, autoRetries: Int, parameters: String
    ) throws {
        guard let known = try newestRow(of: task, party) else { return }
        let kept = [
            "f_job_id", "f_component_name", "f_component_module", "f_task_id", "f_role",
            "f_party_id", "f_initiator_role", "f_initiator_party_id", "f_federated_mode",
            "f_federated_status_collect_type", "f_auto_retry_delay", "f_run_on_this_party",
            "f_run_ip", "f_provider_info", "f_engine_conf", "f_is_deepspeed", "f_order",
        ]
        let row = PendingRow(
            ViewTables.task,
            row(
                of: ViewTables.task,
                [
                    "f_task_version": Cell(task.version),
                    "f_status": .text(TaskStatus.waiting.rawValue),
                    "f_party_status": .text(TaskStatus.waiting.rawValue),
                    "f_auto_retries": Cell(autoRetries),
                    "f_component_parameters": .text(parameters), "f_kill_status": false,
                    "f_error_report": "", "f_create_time": moment, "f_update_time": moment,
                    "f_progress": 0,
                ]), isChanged: false)
        for column in kept { row[column] = known[column] }
        try rows.tasks.put(row.cells, rows.statements)
        rows.tasksHaveChanged(ofJob: key(task.job, party))
    }

    /// The next round has these parameters; so have tasks that have not begun.
    func revise(_ revision: PartyRevision, of job: JobID, at party: Party) throws {
        try updateJob(job, party) { row in
            row["f_runtime_conf"] = .text(revision.conf)
            row["f_runtime_conf_on_party"] = .text(revision.jobParameters)
            row["f_engine_name"] = .text(revision.need.engine)
            row["f_cores"] = Cell(revision.need.cores)
            row["f_memory"] = Cell(revision.need.memory)
            row["f_remaining_cores"] = Cell(revision.need.cores)
            row["f_remaining_memory"] = Cell(revision.need.memory)
        }
        for plan in revision.tasks {
            let task = TaskID(job: job, component: plan.component, version: 0)
            guard let row = try newestRow(of: task, party),
                row["f_party_status"] == .text(TaskStatus.waiting.rawValue)
            else { continue }
            row["f_component_parameters"] = .text(plan.parameters)
            row["f_update_time"] = moment
        }
    }

    /// The row of the newest version of a task at a party. A party may have missed some.
    private func newestRow(of task: TaskID, _ party: Party) throws -> PendingRow? {
        try rows.tasks.flush(rows.statements)
        let versions = try rows.statements.query(
            """
            SELECT max(f_task_version) FROM t_task
            WHERE f_job_id = ? AND f_task_id = ? AND f_role = ? AND f_party_id = ?
                AND f_origin_site = ?
            """,
            [
                .text(task.job.text), .text(task.fateID), .text(party.role.rawValue),
                .text(party.id.description), origin,
            ])
        guard let version = versions.first?.first, version != .null else { return nil }
        let key: [Cell] = [
            .text(task.job.text), .text(task.fateID), version, .text(party.role.rawValue),
            .text(party.id.description), origin,
        ]
        return try rows.tasks.row(key, rows.statements)
    }
}

extension TaskRetry {
    /// The retry as rows and answers show it.
    var json: JSONValue {
        [
            "version": .integer(Int64(version)),
            "due_time": .integer(dueAt.millisecondsSinceEpoch),
            "retries_left": .integer(Int64(retriesLeft)), "reason": .string(reason),
        ]
    }
}
