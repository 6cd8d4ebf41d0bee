public import Domain

extension ViewStore {
    /// Why a job, and everything in it that waits, waits: for each reason who wants what, what there
    /// is, who holds it, since when, and the smallest change that would help. `nil` for a job that is
    /// not coordinated here.
    public func waiting(of job: JobID) async throws -> JSONObject? {
        guard let view = try await overview(of: job), let recorded = view["wait_reasons"] else {
            return nil
        }
        let queue = try await queue()
        let advice = WaitAdvice(
            policy: queue.policy, engines: try await engines(), holdings: try await holdings())
        let status = view["status"]?.string.flatMap(JobStatus.init) ?? .waiting
        let reasons = (recorded.array ?? []).compactMap(\.object)
        return [
            "job_id": .string(job.text), "status": .string(status.rawValue),
            "reason": view["reason"] ?? .null,
            "queue": status == .waiting ? queue.place(of: job) : .null,
            "reasons": .array(reasons.map { .object(advice.explained($0)) }),
            "tasks": .array(TaskWaiting(view: view, status: status).all.map { .object($0) }),
        ]
    }

    /// In which order jobs start.
    public func queuePolicy() async throws -> QueuePolicy {
        let filter = RowFilter(
            ViewTables.siteSetting, [SQLCondition("f_name = ?", text: "queue_policy")])
        let value = try await rows(filter, .oldestFirst).first?["f_value"]?.string
        return value.flatMap(QueuePolicy.init) ?? .fifo
    }

    /// The jobs that wait in the queue, in the order in which the policy looks at them.
    public func waitingJobs() async throws -> [JobID] {
        try await queue().jobs.compactMap { JobID($0.id) }
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
    struct Job {
        let id: String
        let priority: Int
        let position: Int

        init(_ row: JSONObject) {
            id = row["f_job_id"]?.string ?? ""
            priority = row["f_priority"]?.integer ?? 0
            position = row["f_position"]?.integer ?? 0
        }
    }

    let policy: QueuePolicy
    let jobs: [Job]

    init(policy: QueuePolicy, rows: [JSONObject]) {
        self.policy = policy
        jobs = rows.map(Job.init).sorted { left, right in
            let isByPriority = policy == .priority && left.priority != right.priority
            return isByPriority
                ? left.priority > right.priority : left.position < right.position
        }
    }

    /// `null` for a job that has left the queue meanwhile.
    func place(of job: JobID) -> JSONValue {
        guard let index = jobs.firstIndex(where: { $0.id == job.text }) else { return .null }
        return [
            "policy": .string(policy.rawValue), "place": .integer(Int64(index) + 1),
            "of": .integer(Int64(jobs.count)), "priority": .integer(Int64(jobs[index].priority)),
        ]
    }
}
