public import Domain

extension ViewStore {
    /// Why a job, and everything in it that waits, waits: for each reason who wants what, what there
    /// is, who holds it, since when, and the smallest change that would help. `nil` for a job that is
    /// not coordinated here.
    public func waiting(of job: JobID) async throws -> JSONObject? {
        let condition = SQLCondition("f_job_id = ?", text: job.text)
        let filter = RowFilter(ViewTables.federatedJob, [condition])
        guard let row = try await rows(filter, .oldestFirst).first,
            let view = try await overview(of: job)
        else { return nil }
        let queue = try await queue()
        let advice = WaitAdvice(
            policy: queue.policy, engines: try await engines(), holdings: try await holdings())
        let reasons = (row["f_wait_reasons"]?.array ?? []).compactMap(\.object)
        let status = row["f_status"]?.string.flatMap(JobStatus.init) ?? .waiting
        let tasks = TaskWaiting(view: view, status: status)
        return [
            "job_id": .string(job.text), "status": .string(status.rawValue),
            "reason": row["f_reason"] ?? .null,
            "queue": status == .waiting
                ? queue.place(of: job).addingPriority(of: row) : .null,
            "reasons": .array(
                reasons.map { .object(advice.explained($0)) }),
            "tasks": .array(tasks.all.map { .object($0) }),
        ]
    }

    /// In which order jobs start.
    public func queuePolicy() async throws -> QueuePolicy {
        let filter = RowFilter(
            ViewTables.siteSetting, [SQLCondition("f_name = ?", text: "queue_policy")])
        let value = try await rows(filter, .oldestFirst).first?["f_value"]?.string
        return value.flatMap(QueuePolicy.init) ?? .fifo
    }

    private func queue() async throws -> QueueOrder {
        let filter = RowFilter(
            ViewTables.federatedJob,
            [SQLCondition("f_status = ?", text: JobStatus.waiting.rawValue)])
        return QueueOrder(
            policy: try await queuePolicy(), rows: try await rows(filter, .oldestFirst))
    }
}

/// The waiting jobs in the order in which the policy looks at them.
private struct QueueOrder {
    let policy: QueuePolicy
    private let jobs: [String]

    init(policy: QueuePolicy, rows: [JSONObject]) {
        self.policy = policy
        let numbered = rows.map { row in
            (
                job: row["f_job_id"]?.string ?? "",
                priority: policy == .priority ? row["f_priority"]?.integer ?? 0 : 0,
                position: row["f_position"]?.integer ?? 0
            )
        }
        jobs = numbered.sorted { (-$0.priority, $0.position) < (-$1.priority, $1.position) }
            .map(\.job)
    }

    func place(of job: JobID) -> JSONValue {
        [
            "policy": .string(policy.rawValue),
            "place": jobs.firstIndex(of: job.text).map { .integer(Int64($0) + 1) } ?? .null,
            "of": .integer(Int64(jobs.count)),
        ]
    }
}

extension JSONValue {
    fileprivate func addingPriority(of row: JSONObject) -> JSONValue {
        var members = object ?? [:]
        members["priority"] = row["f_priority"] ?? 0
        return .object(members)
    }
}
