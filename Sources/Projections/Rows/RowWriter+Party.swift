import Domain

extension RowWriter {
    /// Events of a job at one party: its row in `t_job` and its tasks.
    func apply(_ event: PartyEvent, of job: JobID, at party: Party) throws {
        switch event {
        case .created(let creation):
            try insertJob(creation)
            let retries = creation.retries
            for (order, plan) in creation.tasks.enumerated() {
                try insertTask(plan, of: creation, retries, order: order)
            }
            rows.tasksHaveChanged(ofJob: key(job, creation.party))
        case .reserved:
            try updateJob(job, party) { row in
                row["f_resource_in_use"] = true
                row["f_apply_resource_time"] = moment
            }
        case .released:
            try updateJob(job, party) { row in
                row["f_resource_in_use"] = false
                row["f_return_resource_time"] = moment
            }
        case .started:
            try updateJob(job, party) { row in
                row["f_status"] = .text(JobStatus.running.rawValue)
                row["f_start_time"] = moment
            }
        case .ended(let status, let reason):
            try endJob(job, party, status, reason)
        case .taskStarting(let component, let version, let worker, _):
            let task = TaskID(job: job, component: component, version: version)
            try startTask(task, party, worker: worker)
        case .taskLaunched(let component, let version, let identity):
            let task = TaskID(job: job, component: component, version: version)
            try updateTask(task, party) { $0["f_run_pid"] = Cell(Int(identity.processID)) }
        case .taskEnded(let component, let version, let status, let reason):
            let task = TaskID(job: job, component: component, version: version)
            try endTask(task, party, status, reason)
        case .taskCreated(let component, let version, let autoRetries, let parameters):
            let task = TaskID(job: job, component: component, version: version)
            try insertTask(task, party, autoRetries: autoRetries, parameters: parameters)
        case .reopened:
            try reopenJob(job, party)
        case .revised(let revision):
            try revise(revision, of: job, at: party)
        case .noted(let notes):
            try updateJob(job, party) { $0["f_description"] = .text(notes) }
        case .taskInherited(let inheritance):
            try inherit(inheritance, of: job, at: party)
        case .lacked, .taskRunning, .taskReported, .taskStopRequested, .cleaned:
            break
        }
    }

    private func insertJob(_ creation: PartyCreation) throws {
        let inheritance = creation.inheritanceInfo
        let row = row(
            of: ViewTables.job,
            [
                "f_job_id": .text(creation.job.text),
                "f_role": .text(creation.party.role.rawValue),
                "f_party_id": .text(creation.party.id.description), "f_name": "",
                "f_description": "", "f_tag": "", "f_dsl": .text(creation.dsl),
                "f_runtime_conf": .text(creation.conf),
                "f_runtime_conf_on_party": .text(creation.jobParameters),
                "f_train_runtime_conf": "{}",
                "f_roles": .text(Self.roles(creation.parties).text()),
                "f_initiator_role": .text(creation.initiator.role.rawValue),
                "f_initiator_party_id": .text(creation.initiator.id.description),
                "f_is_initiator": Cell(creation.party == creation.initiator),
                "f_status": .text(JobStatus.waiting.rawValue), "f_progress": 0,
                "f_ready_signal": false, "f_cancel_signal": false, "f_rerun_signal": false,
                "f_end_scheduling_updates": 0, "f_engine_name": .text(creation.need.engine),
                "f_engine_type": "computing", "f_cores": Cell(creation.need.cores),
                "f_memory": Cell(creation.need.memory),
                "f_remaining_cores": Cell(creation.need.cores),
                "f_remaining_memory": Cell(creation.need.memory), "f_resource_in_use": false,
                "f_inheritance_info": .text(JSONValue.object(inheritance).text()),
                "f_inheritance_status": inheritance.isEmpty ? "pass" : "success",
                "f_create_time": moment, "f_update_time": moment, "f_reason": "",
            ])
        try rows.jobs.put(row, rows.statements)
    }

    private func endJob(
        _ job: JobID, _ party: Party, _ status: JobStatus, _ reason: String
    ) throws {
        try updateJob(job, party) { row in
            row["f_status"] = .text(status.rawValue)
            row["f_reason"] = .text(reason)
            if row["f_tag"] == "" { row["f_tag"] = "job_end" }
            row["f_end_time"] = moment
            row["f_elapsed"] = elapsed(since: row["f_start_time"])
            if row["f_resource_in_use"] == true { row["f_return_resource_time"] = moment }
            row["f_resource_in_use"] = false
        }
    }

    /// Changes the row of a job at a party, if there is one.
    func updateJob(_ job: JobID, _ party: Party, _ change: (PendingRow) -> Void) throws {
        guard let row = try rows.jobs.row(key(job, party), rows.statements) else { return }
        change(row)
        row["f_update_time"] = moment
    }

    /// The key of the job at a party in `t_job`.
    func key(_ job: JobID, _ party: Party) -> [Cell] {
        [.text(job.text), .text(party.role.rawValue), .text(party.id.description), origin]
    }
}
