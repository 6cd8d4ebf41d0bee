import Domain

extension RowWriter {
    /// A component that was taken over is done, with the outputs of the earlier job.
    func inherit(_ inheritance: TaskInheritance, of job: JobID, at party: Party) throws {
        let task = TaskID(job: job, component: inheritance.component, version: 0)
        try updateTask(task, party) { row in
            row["f_status"] = .text(TaskStatus.success.rawValue)
            row["f_party_status"] = .text(inheritance.result.status.rawValue)
            row["f_start_time"] = moment
            row["f_end_time"] = moment
            row["f_elapsed"] = 0
            row["f_progress"] = 100
            row["f_inherited_from"] = .text(inheritance.source.text)
        }
        rows.tasksHaveChanged(ofJob: key(job, party))
    }
}

extension PartyCreation {
    /// FATE's `inheritance_info`; empty for a job that takes nothing over.
    var inheritanceInfo: JSONObject {
        let members = (try? JSONValue(parsing: jobParameters))?.object
        let info = members?["inheritance_info"]?.object ?? [:]
        return info["component_list"]?.array?.isEmpty == false ? info : [:]
    }
}
