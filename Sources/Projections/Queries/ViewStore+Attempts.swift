public import Domain

extension ViewStore {
    /// One attempt of a job as this site knows it; `nil` for a job that it has never heard of, or
    /// that has no run of that version or an earlier one.
    public func attempt(_ name: AttemptName) async throws -> JobAttempt? {
        let origin = try await origin(of: name.job, wanted: nil)
        let condition = SQLCondition("f_job_id = ?", text: name.job.text)
        func all(_ table: ViewTable) async throws -> [JSONObject] {
            try await rows(RowFilter(table, [condition], from: origin), .oldestFirst)
        }
        let parts = try await all(ViewTables.job)
        guard let head = parts.first, let graph = JobGraph(head),
            let conf = head["f_runtime_conf"].flatMap({ try? RuntimeConf($0) })
        else { return nil }
        let federated = try await all(ViewTables.federatedJob).first
        let tasks = AttemptRows(
            tasks: try await all(ViewTables.task), upTo: name.version,
            tables: try await all(ViewTables.outputData),
            digests: try await digests(ofOutputsOf: name.job, from: origin),
            models: try await all(ViewTables.outputModel),
            metrics: try await rows(
                RowFilter(ViewTables.metric, [condition], from: origin), RowOrder(["f_order"])))
        if name.version != nil, tasks.runs.isEmpty { return nil }
        // The rows of the job tell of its last round alone.
        let job = tasks.areNewest ? federated ?? head : [:]
        return JobAttempt(
            name: name, status: job["f_status"]?.string ?? tasks.status.rawValue, dsl: graph.dsl,
            conf: conf, parts: Self.parts(parts), runs: tasks.runs,
            waitedMilliseconds: Self.milliseconds(job, "f_create_time", "f_start_time"),
            ranMilliseconds: Self.milliseconds(job, "f_start_time", "f_end_time"))
    }

    /// The digests of the tables that a job has made, by namespace and name.
    private func digests(
        ofOutputsOf job: JobID, from origin: RowOrigin
    ) async throws -> [String: String] {
        let condition = SQLCondition(
            """
            EXISTS (SELECT 1 FROM t_tracking_output_data_info o
                WHERE o.f_job_id = ? AND o.f_table_name = t_storage_table_meta.f_name
                    AND o.f_table_namespace = t_storage_table_meta.f_namespace
                    AND o.f_origin_site = t_storage_table_meta.f_origin_site)
            """, text: job.text)
        let tables = try await rows(
            RowFilter(ViewTables.table, [condition], from: origin), .oldestFirst)
        return tables.reduce(into: [:]) { digests, row in
            let name = "\(row["f_namespace"]?.string ?? "")/\(row["f_name"]?.string ?? "")"
            digests[name] = row["f_digest"]?.string
        }
    }

    private static func parts(_ rows: [JSONObject]) -> [Party: JobAttempt.Part] {
        rows.reduce(into: [:]) { parts, row in
            guard let party = row.party else { return }
            parts[party] = JobAttempt.Part(
                need: ResourceNeed(
                    engine: row["f_engine_name"]?.string ?? "",
                    cores: row["f_cores"]?.integer ?? 0, memory: row["f_memory"]?.integer ?? 0))
        }
    }

    private static func milliseconds(_ row: JSONObject, _ from: String, _ to: String) -> Int? {
        guard let from = row[from]?.integer, let to = row[to]?.integer else { return nil }
        return to - from
    }
}

/// The rows of one attempt, put together by component and party.
private struct AttemptRows {
    private(set) var runs: [ComponentName: [Party: JobAttempt.Run]] = [:]
    /// Whether no component was run in a later version.
    let areNewest: Bool

    /// What the runs came to together.
    var status: TaskStatus {
        let statuses = runs.values.flatMap(\.values).map(\.status)
            .compactMap(TaskStatus.init(rawValue:))
        return statuses.isEmpty ? .waiting : TaskStatus.federated(of: statuses)
    }

    init(
        tasks: [JSONObject], upTo version: Int?, tables: [JSONObject],
        digests: [String: String], models: [JSONObject], metrics: [JSONObject]
    ) {
        areNewest = tasks.allSatisfy { $0["f_task_version"]?.integer ?? 0 <= version ?? .max }
        for row in tasks { add(task: row, upTo: version) }
        for row in tables {
            let table =
                "\(row["f_table_namespace"]?.string ?? "")/\(row["f_table_name"]?.string ?? "")"
            change(row) { $0.outputs[row["f_data_name"]?.string ?? ""] = digests[table] ?? "" }
        }
        for row in models { change(row) { $0.model = row["f_digest"]?.string } }
        add(metrics: metrics)
    }

    /// The points of each metric, in the order in which they were first reported.
    private mutating func add(metrics rows: [JSONObject]) {
        var points: [[String?]: (row: JSONObject, points: [JSONValue])] = [:]
        for row in rows where row["f_type"] == 1 {
            let key =
                [
                    "f_component_name", "f_role", "f_party_id", "f_metric_namespace",
                    "f_metric_name",
                ].map { row[$0]?.string } + [row["f_task_version"]?.text()]
            points[key, default: (row, [])].points
                .append(.array([row["f_key"] ?? .null, row["f_value"] ?? .null]))
        }
        for (row, points) in points.values {
            let name =
                "\(row["f_metric_namespace"]?.string ?? "")/\(row["f_metric_name"]?.string ?? "")"
            change(row) { $0.metrics[name] = .array(points) }
        }
    }

    private mutating func add(task row: JSONObject, upTo version: Int?) {
        guard let component = row["f_component_name"]?.string.flatMap(ComponentName.init),
            let party = row.party, let own = row["f_task_version"]?.integer,
            own <= version ?? .max, own >= runs[component]?[party]?.version ?? 0
        else { return }
        let provider = row["f_provider_info"]?.object ?? [:]
        let inherited = row["f_inherited_from"]?.string
        runs[component, default: [:]][party] = JobAttempt.Run(
            version: own, status: row["f_party_status"]?.string ?? "",
            provider: "\(provider["name"]?.string ?? "")@\(provider["version"]?.string ?? "")",
            parameters: row["f_component_parameters"]?.object ?? [:],
            milliseconds: inherited == nil ? row["f_elapsed"]?.integer : nil,
            inheritedFrom: inherited)
    }

    /// Changes the run that a row belongs to, if it is one of the attempt.
    private mutating func change(_ row: JSONObject, _ change: (inout JobAttempt.Run) -> Void) {
        guard let component = row["f_component_name"]?.string.flatMap(ComponentName.init),
            let party = row.party, var run = runs[component]?[party],
            run.version == row["f_task_version"]?.integer
        else { return }
        change(&run)
        runs[component]?[party] = run
    }
}

extension JSONObject {
    /// The party that a row is about.
    fileprivate var party: Party? {
        Party("\(self["f_role"]?.string ?? ""):\(self["f_party_id"]?.string ?? "")")
    }
}
