public import Domain
import GRDB

extension ViewStore {
    /// A job as one party lives it.
    public func job(_ job: JobID, at party: Party) async throws -> JSONObject? {
        try await rows(.seat(job, party, in: ViewTables.job), .oldestFirst).first
    }

    /// A job as any party here lives it, the initiator before others.
    public func job(_ job: JobID, from origin: RowOrigin = .here) async throws -> JSONObject? {
        let filter = RowFilter(
            ViewTables.job, [SQLCondition("f_job_id = ?", text: job.text)], from: origin)
        return try await rows(filter, RowOrder(["f_is_initiator"], descending: true)).first
    }

    /// The parties of a job that live here.
    public func parties(of job: JobID) async throws -> [Party] {
        let filter = RowFilter(ViewTables.job, [SQLCondition("f_job_id = ?", text: job.text)])
        return try await rows(filter, .oldestFirst).compactMap { row in
            Party("\(row["f_role"]?.string ?? ""):\(row["f_party_id"]?.string ?? "")")
        }
    }

    /// The party whose site coordinates a job.
    public func initiator(
        of job: JobID, from origin: RowOrigin = .here
    ) async throws -> Party? {
        guard let row = try await self.job(job, from: origin),
            let role = row["f_initiator_role"]?.string, let id = row["f_initiator_party_id"]?.string
        else { return nil }
        return Party("\(role):\(id)")
    }

    /// A part of the list of jobs, and how many there are in all.
    public func page(of request: JobListRequest) async throws -> (rows: [JSONObject], count: Int) {
        let rows = try await rows(request.filter, request.order)
        return (rows.map(\.listedJob), try await count(request.filter))
    }
}

extension RowFilter {
    /// What one party's part of a job has in a table.
    static func seat(
        _ job: JobID, _ party: Party, in table: ViewTable, from origin: RowOrigin = .here
    ) -> RowFilter {
        RowFilter(
            table,
            [
                SQLCondition(
                    "f_job_id = ? AND f_role = ? AND f_party_id = ?",
                    text: job.text, party.role.rawValue, party.id.description)
            ], from: origin)
    }
}

extension JSONObject {
    /// A row of `t_job` as `job/list/job` shows it: no prefix, a number as party id, the partners.
    fileprivate var listedJob: JSONObject {
        var job = withoutPrefix
        let own = job["party_id"]?.string.flatMap { Int($0) }
        job["party_id"] = own.map { .integer(Int64($0)) } ?? job["party_id"]
        let roles = job["roles"]?.object ?? [:]
        let ids = roles.flatMap { $0.value.array ?? [] }.compactMap(\.integer)
        job["partners"] = .array(
            Set(ids).filter { $0 != own }.sorted().map { .integer(Int64($0)) })
        return job
    }
}
