import Domain
import GRDB

extension RowWriter {
    /// Events of a job at one party: its row in `t_job` and its tasks.
    func apply(_ event: PartyEvent, of job: JobID, at party: Party) throws {
        switch event {
        case .created(let creation):
            try insertJob(creation)
            for (order, plan) in creation.tasks.enumerated() {
                try insertTask(plan, of: creation, order: order)
            }
        case .reserved:
            try updateJob(
                job, party,
                "f_resource_in_use = 1, f_apply_resource_time = ?, f_update_time = ?", [time, time])
        case .released:
            try updateJob(
                job, party,
                "f_resource_in_use = 0, f_return_resource_time = ?, f_update_time = ?",
                [time, time])
        case .started:
            try updateJob(
                job, party, "f_status = 'running', f_start_time = ?, f_update_time = ?",
                [time, time])
        case .ended(let status, let reason):
            try endJob(job, party, status, reason)
        case .taskStarting(let component, let version, let worker, _):
            try updateTask(
                TaskID(job: job, component: component, version: version), party,
                "f_worker_id = ?, f_start_time = ?, f_party_status = 'running'", [worker, time])
        case .taskLaunched(let component, let version, let identity):
            try updateTask(
                TaskID(job: job, component: component, version: version), party, "f_run_pid = ?",
                [identity.processID])
        case .taskReported(let component, let version, let result):
            let task = TaskID(job: job, component: component, version: version)
            try insertOutputs(result, of: task, at: party)
        case .taskEnded(let component, let version, let status, let reason):
            let task = TaskID(job: job, component: component, version: version)
            try endTask(task, party, status, reason)
        case .taskRunning, .taskStopRequested:
            break
        }
    }

    private func insertJob(_ creation: PartyCreation) throws {
        try put(
            ViewTables.job,
            [
                "f_job_id": creation.job.text, "f_role": creation.party.role.rawValue,
                "f_party_id": creation.party.id.description, "f_name": "", "f_description": "",
                "f_tag": "", "f_dsl": creation.dsl, "f_runtime_conf": creation.conf,
                "f_runtime_conf_on_party": creation.jobParameters, "f_train_runtime_conf": "{}",
                "f_roles": Self.roles(creation.parties).text(),
                "f_initiator_role": creation.initiator.role.rawValue,
                "f_initiator_party_id": creation.initiator.id.description,
                "f_is_initiator": creation.party == creation.initiator,
                "f_status": JobStatus.waiting.rawValue, "f_progress": 0, "f_ready_signal": false,
                "f_cancel_signal": false, "f_rerun_signal": false, "f_end_scheduling_updates": 0,
                "f_engine_name": creation.need.engine, "f_engine_type": "computing",
                "f_cores": creation.need.cores, "f_memory": creation.need.memory,
                "f_remaining_cores": creation.need.cores,
                "f_remaining_memory": creation.need.memory, "f_resource_in_use": false,
                "f_inheritance_info": "{}", "f_inheritance_status": "pass",
                "f_create_time": time, "f_update_time": time, "f_reason": "",
            ])
    }

    private func endJob(
        _ job: JobID, _ party: Party, _ status: JobStatus, _ reason: String
    ) throws {
        try updateJob(
            job, party,
            """
            f_status = ?, f_reason = ?, f_tag = CASE f_tag WHEN '' THEN 'job_end' ELSE f_tag END,
            f_end_time = ?, f_elapsed = ? - f_start_time, f_update_time = ?,
            f_return_resource_time = CASE f_resource_in_use
                WHEN 1 THEN ? ELSE f_return_resource_time END, f_resource_in_use = 0
            """, [status.rawValue, reason, time, time, time, time])
    }

    private func updateJob(
        _ job: JobID, _ party: Party, _ assignments: String, _ arguments: StatementArguments
    ) throws {
        try run(
            """
            UPDATE t_job SET \(assignments)
            WHERE f_job_id = ? AND f_role = ? AND f_party_id = ? AND f_origin_site = ?
            """,
            arguments + [job.text, party.role.rawValue, party.id.description, origin])
    }
}
