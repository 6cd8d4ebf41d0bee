import Domain

extension FactWriter {
    /// Rows of metrics and of output tables that an ended job had left; its tasks stay.
    func clean(_ cleaning: PartyCleaning, of job: JobID, at party: Party) {
        let seat: [Cell] = [
            .text(job.text), .text(party.role.rawValue), .text(party.id.description), origin,
        ]
        let condition = "f_job_id = ? AND f_role = ? AND f_party_id = ? AND f_origin_site = ?"
        for component in cleaning.components {
            run(
                "DELETE FROM t_tracking_metric WHERE \(condition) AND f_component_name = ?",
                seat + [.text(component.text)])
        }
        for table in cleaning.tables {
            run(
                """
                DELETE FROM t_tracking_output_data_info
                WHERE \(condition) AND f_table_namespace = ? AND f_table_name = ?
                """, seat + [.text(table.namespace), .text(table.name)])
        }
    }
}
