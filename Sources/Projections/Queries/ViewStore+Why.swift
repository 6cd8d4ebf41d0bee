public import Domain

extension ViewStore {
    /// Why a job waits: for each reason who wants what, what there is, who holds it, since when, and the
    /// smallest change that would help. `nil` for a job that is not coordinated here.
    public func waiting(of job: JobID) async throws -> JSONObject? {
        guard let view = try await overview(of: job), let recorded = view["wait_reasons"] else {
            return nil
        }
        let queue = try await queue()
        let advice = WaitAdvice(
            queue: queue, job: job, parties: try await parties(of: job),
            engines: try await engines(), holdings: try await holdings())
        let status = view["status"]?.string.flatMap(JobStatus.init) ?? .waiting
        let reasons = (recorded.array ?? []).compactMap(\.object)
        return [
            "job_id": .string(job.text), "status": .string(status.rawValue),
            "reason": view["reason"] ?? .null,
            "queue": status == .waiting ? queue.place(of: job) : .null,
            "reasons": .array(reasons.map { .object(advice.explained($0)) }),
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
