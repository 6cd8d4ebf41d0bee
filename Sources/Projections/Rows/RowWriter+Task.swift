import Domain

extension RowWriter {
    func insertTask(
        _ plan: PartyTaskPlan, of creation: PartyCreation, _ retries: RetryPolicy, order: Int
    ) throws {
        let task = TaskID(job: creation.job, component: plan.component, version: 0)
        let row = row(
            of: ViewTables.task,
            [
                "f_job_id": .text(task.job.text), "f_component_name": .text(task.component.text),
                "f_component_module": .text(plan.module), "f_task_id": .text(task.fateID),
                "f_task_version": Cell(task.version),
                "f_role": .text(creation.party.role.rawValue),
                "f_party_id": .text(creation.party.id.description),
                "f_status": .text(TaskStatus.waiting.rawValue),
                "f_party_status": .text(TaskStatus.waiting.rawValue),
                "f_initiator_role": .text(creation.initiator.role.rawValue),
                "f_initiator_party_id": .text(creation.initiator.id.description),
                "f_federated_mode": .text(creation.federatedMode.rawValue),
                "f_federated_status_collect_type": "PUSH",
                "f_auto_retries": Cell(retries.countMax),
                "f_auto_retry_delay": Cell(retries.delaySeconds), "f_run_on_this_party": true,
                "f_run_ip": "127.0.0.1",
                "f_provider_info": .text(Self.provider(plan.provider).text()),
                "f_component_parameters": .text(plan.parameters), "f_engine_conf": "{}",
                "f_kill_status": false, "f_error_report": "", "f_is_deepspeed": false,
                "f_create_time": moment, "f_update_time": moment, "f_progress": 0,
                "f_order": Cell(order),
            ])
        try rows.tasks.put(row, rows.statements)
    }

    func startTask(_ task: TaskID, _ party: Party, worker: String) throws {
        let isFollowed = try isCoordinatedElsewhere(task.job)
        try updateTask(task, party) { row in
            row["f_worker_id"] = .text(worker)
            row["f_start_time"] = moment
            row["f_party_status"] = .text(TaskStatus.running.rawValue)
            if isFollowed { row["f_status"] = row["f_party_status"] }
        }
        rows.tasksHaveChanged(ofJob: key(task.job, party))
    }

    func endTask(_ task: TaskID, _ party: Party, _ status: TaskStatus, _ reason: String) throws {
        let isFollowed = try isCoordinatedElsewhere(task.job)
        try updateTask(task, party) { row in
            row["f_party_status"] = .text(status.rawValue)
            if isFollowed {
                row["f_status"] = .text((status.isSuccess ? TaskStatus.success : status).rawValue)
            }
            row["f_error_report"] = .text(reason)
            row["f_end_time"] = moment
            row["f_elapsed"] = elapsed(since: row["f_start_time"])
            if status.isSuccess { row["f_progress"] = 100 }
            row["f_kill_status"] = Cell(status == .canceled)
        }
        try updateJob(task.job, party) { _ in }
        rows.tasksHaveChanged(ofJob: key(task.job, party))
    }

    /// Whether the coordinator of a job is at another site. Nobody here knows the federated status
    /// of a task then; the party's own stands for it.
    private func isCoordinatedElsewhere(_ job: JobID) throws -> Bool {
        try rows.federatedJobs.row([.text(job.text), origin], rows.statements) == nil
    }

    /// Changes the row of a task at a party, if there is one.
    func updateTask(_ task: TaskID, _ party: Party, _ change: (PendingRow) -> Void) throws {
        let key: [Cell] = [
            .text(task.job.text), .text(task.fateID), Cell(task.version),
            .text(party.role.rawValue), .text(party.id.description), origin,
        ]
        guard let row = try rows.tasks.row(key, rows.statements) else { return }
        change(row)
        row["f_update_time"] = moment
    }

    /// FATE's `{"name": …, "version": …}` of `fate@1.11.2`.
    private static func provider(_ text: String) -> JSONValue {
        let parts = text.split(separator: "@", maxSplits: 1).map(String.init)
        return [
            "name": .string(parts.first ?? ""),
            "version": .string(parts.count > 1 ? parts[1] : ""),
        ]
    }
}
