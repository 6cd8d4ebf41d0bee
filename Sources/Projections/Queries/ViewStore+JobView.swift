public import Domain

extension ViewStore {
    /// All that a live display of a job needs, as far as this site knows it: the federated status
    /// and why it is so, the parties, and the components in topological order with the status and
    /// the progress at each party. `nil` for a job that this site has never heard of.
    public func overview(
        of job: JobID, from origin: RowOrigin = .here
    ) async throws -> JSONObject? {
        let condition = SQLCondition("f_job_id = ?", text: job.text)
        let federated = try await rows(
            RowFilter(ViewTables.federatedJob, [condition], from: origin), .oldestFirst
        ).first
        let parties = try await rows(
            RowFilter(ViewTables.job, [condition], from: origin), .oldestFirst)
        guard let head = federated ?? parties.first else { return nil }
        let tasks = try await tasks(of: job, from: origin)
        var view = head.picked([
            "f_job_id", "f_initiator_role", "f_initiator_party_id", "f_status", "f_reason",
            "f_wait_reasons", "f_roles", "f_create_time", "f_start_time", "f_end_time", "f_elapsed",
            "f_origin_site", "f_round", "f_retries",
        ])
        let ended = tasks.count { $0.status.isEnd && !$0.isVoid }
        view["progress"] = .integer(Int64(tasks.isEmpty ? 0 : 100 * ended / tasks.count))
        view["parties"] = .array(
            parties.map {
                .object(
                    $0.picked([
                        "f_role", "f_party_id", "f_status", "f_progress", "f_reason", "f_cores",
                        "f_resource_in_use", "f_description",
                    ]))
            })
        let graph = parties.first.flatMap(JobGraph.init)
        view["components"] = .array(Self.components(tasks, graph?.dsl).map { .object($0) })
        return view
    }

    private static func components(_ tasks: [JSONObject], _ dsl: DSL?) -> [JSONObject] {
        let byName = Dictionary(grouping: tasks) { $0["f_component_name"]?.string ?? "" }
        let found = tasks.compactMap { $0["f_component_name"]?.string }
        let names = dsl?.topologicalOrder.map(\.name.text) ?? found.uniqued
        return names.map { name in
            let runs = byName[name] ?? []
            let component = ComponentName(name)
            let upstream = component.flatMap { dsl?.graph.upstream(of: $0) } ?? []
            let module = component.flatMap { dsl?[$0]?.module }
            return [
                "name": .string(name),
                "module": module.map { .string($0) } ?? runs.first?["f_component_module"] ?? .null,
                "upstream": .array(upstream.map { .string($0.text) }),
                "status": .string(federated(runs).rawValue),
                "parties": .array(
                    runs.map {
                        .object(
                            $0.picked([
                                "f_role", "f_party_id", "f_task_version", "f_party_status",
                                "f_progress", "f_error_report", "f_start_time", "f_end_time",
                                "f_elapsed", "f_inherited_from",
                            ]))
                    }),
            ]
        }
    }

    private static func federated(_ runs: [JSONObject]) -> TaskStatus {
        runs.isEmpty ? .waiting : TaskStatus.federated(of: runs.map(\.status))
    }
}

extension JSONObject {
    /// Whether a row of `t_task` is of a task that has ended with its job and never began.
    fileprivate var isVoid: Bool {
        status == .canceled && self["f_start_time"]?.isNull != false
            && self["f_end_time"]?.isNull != false
    }

    /// The status of a row of `t_task` at its party.
    fileprivate var status: TaskStatus {
        self["f_party_status"]?.string.flatMap(TaskStatus.init(rawValue:)) ?? .waiting
    }

    /// Some members, without prefix.
    fileprivate func picked(_ names: [String]) -> JSONObject {
        JSONObject(names.compactMap { name in self[name].map { (name, $0) } }).withoutPrefix
    }
}

extension [String] {
    /// Each once, in order.
    fileprivate var uniqued: [String] {
        var seen: Set<String> = []
        return filter { seen.insert($0).inserted }
    }
}
