import Domain
import GRDB

extension RowWriter {
    func insertTask(_ plan: PartyTaskPlan, of creation: PartyCreation, order: Int) throws {
        let task = TaskID(job: creation.job, component: plan.component, version: 0)
        try put(
            ViewTables.task,
            [
                "f_job_id": task.job.text, "f_component_name": task.component.text,
                "f_component_module": plan.module, "f_task_id": task.fateID,
                "f_task_version": task.version, "f_role": creation.party.role.rawValue,
                "f_party_id": creation.party.id.description,
                "f_status": TaskStatus.waiting.rawValue,
                "f_party_status": TaskStatus.waiting.rawValue,
                "f_initiator_role": creation.initiator.role.rawValue,
                "f_initiator_party_id": creation.initiator.id.description,
                "f_federated_mode": "SINGLE", "f_federated_status_collect_type": "PUSH",
                "f_auto_retries": 0, "f_auto_retry_delay": 1, "f_run_on_this_party": true,
                "f_run_ip": "127.0.0.1", "f_provider_info": Self.provider(plan.provider).text(),
                "f_component_parameters": plan.parameters, "f_engine_conf": "{}",
                "f_kill_status": false, "f_error_report": "", "f_is_deepspeed": false,
                "f_create_time": time, "f_update_time": time, "f_progress": 0, "f_order": order,
            ])
    }

    func endTask(_ task: TaskID, _ party: Party, _ status: TaskStatus, _ reason: String) throws {
        try updateTask(
            task, party,
            """
            f_party_status = ?, f_error_report = ?, f_end_time = ?, f_elapsed = ? - f_start_time,
            f_progress = CASE WHEN ? THEN 100 ELSE f_progress END, f_kill_status = ?
            """,
            [status.rawValue, reason, time, time, status.isSuccess, status == .canceled])
        try updateProgress(task.job, party)
    }

    func updateTask(
        _ task: TaskID, _ party: Party, _ assignments: String, _ arguments: StatementArguments
    ) throws {
        try run(
            """
            UPDATE t_task SET \(assignments), f_update_time = ?
            WHERE f_job_id = ? AND f_task_id = ? AND f_task_version = ? AND f_role = ?
                AND f_party_id = ? AND f_origin_site = ?
            """,
            arguments + [
                time, task.job.text, task.fateID, task.version, party.role.rawValue,
                party.id.description, origin,
            ])
    }

    func insertOutputs(_ result: WorkerResult, of task: TaskID, at party: Party) throws {
        for (order, output) in result.tables.enumerated() {
            try put(
                ViewTables.outputData,
                [
                    "f_job_id": task.job.text, "f_component_name": task.component.text,
                    "f_task_id": task.fateID, "f_task_version": task.version,
                    "f_data_name": output.name, "f_role": party.role.rawValue,
                    "f_party_id": party.id.description, "f_table_name": output.table.name,
                    "f_table_namespace": output.table.namespace, "f_description": "",
                    "f_create_time": time, "f_order": order,
                ])
        }
        if let model = result.model {
            try put(
                ViewTables.outputModel,
                [
                    "f_job_id": task.job.text, "f_component_name": task.component.text,
                    "f_task_id": task.fateID, "f_task_version": task.version,
                    "f_role": party.role.rawValue, "f_party_id": party.id.description,
                    "f_model_alias": model.name, "f_module": model.module,
                    "f_digest": model.digest, "f_create_time": time,
                ])
        }
        guard result.summary != "{}" else { return }
        try put(
            ViewTables.summary,
            [
                "f_job_id": task.job.text, "f_component_name": task.component.text,
                "f_task_id": task.fateID, "f_task_version": task.version,
                "f_role": party.role.rawValue, "f_party_id": party.id.description,
                "f_summary": result.summary, "f_create_time": time,
            ])
    }

    /// Ended tasks of all, in percent (FATE-Flow `scheduler/dag_scheduler.py`).
    private func updateProgress(_ job: JobID, _ party: Party) throws {
        try run(
            """
            UPDATE t_job SET f_update_time = ?, f_progress = (
                SELECT 100 * sum(f_party_status NOT IN ('waiting', 'running')) / count(*)
                FROM t_task WHERE t_task.f_job_id = t_job.f_job_id
                    AND t_task.f_role = t_job.f_role AND t_task.f_party_id = t_job.f_party_id
                    AND t_task.f_origin_site = t_job.f_origin_site)
            WHERE f_job_id = ? AND f_role = ? AND f_party_id = ? AND f_origin_site = ?
            """, [time, job.text, party.role.rawValue, party.id.description, origin])
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
