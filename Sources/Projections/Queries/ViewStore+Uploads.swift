public import Domain
import GRDB

extension ViewStore {
    /// The file that an upload job reads; `nil` for any other job.
    public func uploadedFile(of job: JobID) async throws -> String? {
        let filter = RowFilter(
            ViewTables.task,
            [
                SQLCondition(
                    "f_component_module = 'Upload' AND f_job_id = ?", text: job.text)
            ])
        return try await rows(filter, .oldestFirst).first?.file
    }

    /// The files of the upload jobs that have not ended.
    public func uploadsAtWork() async throws -> [String] {
        let filter = RowFilter(
            ViewTables.task,
            [
                SQLCondition(
                    """
                    f_component_module = 'Upload' AND f_job_id IN (
                        SELECT f_job_id FROM t_federated_job WHERE f_end_time IS NULL AND f_origin_site = '')
                    """)
            ])
        return try await rows(filter, .oldestFirst).compactMap(\.file)
    }
}

extension JSONObject {
    /// The file among the parameters of a row of `t_task`.
    fileprivate var file: String? { self["f_component_parameters"]?.object?["file"]?.string }
}
