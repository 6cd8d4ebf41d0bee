import Domain

extension FactWriter {
    /// What the tasks of a job at a party have made, and what of it was removed.
    func apply(_ event: PartyEvent, of job: JobID, at party: Party) {
        switch event {
        case .taskReported(let component, let version, let result):
            let task = TaskID(job: job, component: component, version: version)
            putOutputs(result, of: task, at: party)
        case .taskInherited(let inheritance):
            let task = TaskID(job: job, component: inheritance.component, version: 0)
            putOutputs(inheritance.result, of: task, at: party)
        case .cleaned(let cleaning):
            clean(cleaning, of: job, at: party)
        case .created, .reserved, .released, .started, .ended, .taskStarting, .taskLaunched,
            .taskEnded, .taskCreated, .reopened, .revised, .noted, .lacked, .taskRunning,
            .taskStopRequested:
            break
        }
    }

    private func putOutputs(_ result: WorkerResult, of task: TaskID, at party: Party) {
        for (order, output) in result.tables.enumerated() {
            put(
                ViewTables.outputData,
                [
                    "f_job_id": .text(task.job.text),
                    "f_component_name": .text(task.component.text),
                    "f_task_id": .text(task.fateID), "f_task_version": Cell(task.version),
                    "f_data_name": .text(output.name), "f_role": .text(party.role.rawValue),
                    "f_party_id": .text(party.id.description),
                    "f_table_name": .text(output.table.name),
                    "f_table_namespace": .text(output.table.namespace), "f_description": "",
                    "f_create_time": moment, "f_order": Cell(order),
                ])
        }
        if let model = result.model {
            put(
                ViewTables.outputModel,
                [
                    "f_job_id": .text(task.job.text),
                    "f_component_name": .text(task.component.text),
                    "f_task_id": .text(task.fateID), "f_task_version": Cell(task.version),
                    "f_role": .text(party.role.rawValue), "f_party_id": .text(party.id.description),
                    "f_model_alias": .text(model.name), "f_module": .text(model.module),
                    "f_digest": .text(model.digest), "f_create_time": moment,
                ])
        }
        guard result.summary != "{}" else { return }
        put(
            ViewTables.summary,
            [
                "f_job_id": .text(task.job.text), "f_component_name": .text(task.component.text),
                "f_task_id": .text(task.fateID), "f_task_version": Cell(task.version),
                "f_role": .text(party.role.rawValue), "f_party_id": .text(party.id.description),
                "f_summary": .text(result.summary), "f_create_time": moment,
            ])
    }
}
