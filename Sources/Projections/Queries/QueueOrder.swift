import Domain

/// The waiting jobs in the order in which the policy looks at them.
struct QueueOrder {
    struct Job {
        let id: String
        let priority: Int
        let position: Int
        /// Whether a party of it did not answer, so that it holds up no others.
        let isPassedOver: Bool

        init(_ row: JSONObject) {
            id = row["f_job_id"]?.string ?? ""
            priority = row["f_priority"]?.integer ?? 0
            position = row["f_position"]?.integer ?? 0
            isPassedOver = (row["f_wait_reasons"]?.array ?? []).contains { reason in
                reason.object?["code"]?.string == WaitReason.Code.unreachable.rawValue
            }
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
        guard let index = index(of: job) else { return .null }
        return [
            "policy": .string(policy.rawValue), "place": .integer(Int64(index) + 1),
            "of": .integer(Int64(jobs.count)), "priority": .integer(Int64(jobs[index].priority)),
        ]
    }

    /// The first job before this one that others wait for, and how many more of those there are; `nil`
    /// where there is none.
    func blocking(_ job: JobID) -> (job: JobID, others: Int)? {
        guard let index = index(of: job) else { return nil }
        let before = jobs[..<index].filter { !$0.isPassedOver }
        return before.first.flatMap { JobID($0.id) }.map { ($0, before.count - 1) }
    }

    private func index(of job: JobID) -> Int? { jobs.firstIndex { $0.id == job.text } }
}
