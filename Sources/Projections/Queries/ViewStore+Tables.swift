public import Domain
import GRDB

extension ViewStore {
    /// Which of these files some table refers to, whichever site recorded it.
    public func filesInUse(of files: [String]) async throws -> Set<String> {
        guard !files.isEmpty else { return [] }
        let marks = databaseQuestionMarks(count: files.count)
        return try await database.read { database in
            try Set(
                String.fetchAll(
                    database,
                    sql:
                        "SELECT DISTINCT f_file FROM t_storage_table_meta WHERE f_file IN (\(marks))",
                    arguments: StatementArguments(files)))
        }
    }

    /// The tables that the Readers of jobs name which have not ended here.
    public func tablesReadByOpenJobs() async throws -> Set<TableName> {
        let filter = RowFilter(
            ViewTables.task,
            [
                SQLCondition(
                    """
                    f_component_module = 'Reader' AND EXISTS (
                        SELECT 1 FROM t_job j
                        WHERE j.f_job_id = t_task.f_job_id AND j.f_role = t_task.f_role
                            AND j.f_party_id = t_task.f_party_id
                            AND j.f_origin_site = t_task.f_origin_site
                            AND j.f_status NOT IN ('success', 'failed', 'canceled', 'timeout'))
                    """)
            ])
        return try await rows(filter, .oldestFirst).reduce(into: []) { tables, row in
            let table = row["f_component_parameters"]?.object?["table"]?.object
            guard let namespace = table?["namespace"]?.string, let name = table?["name"]?.string,
                let address = TableName(namespace: namespace, name: name)
            else { return }
            tables.insert(address)
        }
    }
}
