public import Domain

extension ViewStore {
    /// The tasks that match a filter, oldest first; only the newest run of each unless `allRuns`.
    public func tasks(where filter: RowFilter, allRuns: Bool) async throws -> [JSONObject] {
        guard !filter.isEmpty else { return [] }
        return try await rows(allRuns ? filter : filter.and(.newestRun), .inJob)
    }

    /// A part of the list of tasks, and how many there are in all.
    public func page(of request: TaskListRequest) async throws -> (rows: [JSONObject], count: Int) {
        let rows = try await rows(request.filter, request.order)
        return (rows.map(\.withoutPrefix), try await count(request.filter))
    }

    /// The newest version of a component at a party, or the one that the address names.
    public func task(_ address: TaskAddress) async throws -> JSONObject? {
        let all = RowFilter.task(address, in: ViewTables.task)
        let filter = address.version == nil ? all.and(.newestRun) : all
        return try await rows(filter, .inJob).first
    }

    /// The newest runs of all components of a job at all parties here.
    func tasks(of job: JobID, from origin: RowOrigin = .here) async throws -> [JSONObject] {
        let filter = RowFilter(
            ViewTables.task, [SQLCondition("f_job_id = ?", text: job.text)], from: origin)
        return try await rows(filter.and(.newestRun), .inJob)
    }
}

/// A component of a job as one party runs it.
public struct TaskAddress: Hashable, Sendable {
    /// The job.
    public let job: JobID
    /// The component.
    public let component: ComponentName
    /// The party.
    public let party: Party
    /// Whose rows.
    public let origin: RowOrigin
    /// The version; `nil` for the newest that has left something.
    public let version: Int?

    /// Makes an address.
    public init(
        job: JobID, component: ComponentName, party: Party, origin: RowOrigin = .here,
        version: Int? = nil
    ) {
        self.origin = origin
        self.version = version
        self.job = job
        self.component = component
        self.party = party
    }
}

extension RowFilter {
    /// What a component of a job has in a table at one party.
    static func task(_ address: TaskAddress, in table: ViewTable) -> RowFilter {
        let rows = RowFilter.seat(address.job, address.party, in: table, from: address.origin)
            .and(SQLCondition("f_component_name = ?", text: address.component.text))
        guard let version = address.version else { return rows }
        return rows.and(SQLCondition("f_task_version = \(version)"))
    }

    /// The rows of one version of a task: the newest that has any, unless the address names one.
    static func run(_ address: TaskAddress, in table: ViewTable) -> RowFilter {
        let rows = task(address, in: table)
        return address.version == nil ? rows.ofNewestRun : rows
    }

    /// The rows of the newest run that has any.
    private var ofNewestRun: RowFilter {
        let name = table.name
        return and(
            SQLCondition(
                """
                f_task_version = (
                    SELECT max(n.f_task_version) FROM \(name) n
                    WHERE n.f_job_id = \(name).f_job_id
                        AND n.f_component_name = \(name).f_component_name
                        AND n.f_role = \(name).f_role AND n.f_party_id = \(name).f_party_id
                        AND n.f_origin_site = \(name).f_origin_site)
                """))
    }
}

extension SQLCondition {
    /// The newest run of a task at each party.
    fileprivate static let newestRun = SQLCondition(
        """
        NOT EXISTS (
            SELECT 1 FROM t_task n
            WHERE n.f_job_id = t_task.f_job_id AND n.f_task_id = t_task.f_task_id
                AND n.f_role = t_task.f_role AND n.f_party_id = t_task.f_party_id
                AND n.f_origin_site = t_task.f_origin_site
                AND n.f_task_version > t_task.f_task_version)
        """)
}

extension RowOrder {
    /// Jobs by age, the tasks of each in topological order.
    fileprivate static let inJob = RowOrder(["f_create_time", "f_job_id", "f_order"])
}
