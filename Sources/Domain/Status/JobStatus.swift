/// What a job has reached.
///
/// Raw values are FATE's spellings (FATE-Flow `entity/run_status.py`).
public enum JobStatus: String, Hashable, Sendable, CaseIterable {
    case ready, waiting, running, canceled, timeout, failed, pass, success
}

extension JobStatus {
    /// What a look at the tasks of a job found to do.
    public enum Scheduling: String, Hashable, Sendable, CaseIterable {
        /// A task could be started, or its start was tried.
        case haveNext = "HAVE_NEXT"
        /// Nothing could be started.
        case noNext = "NO_NEXT"
        /// A start was refused.
        case failed = "FAILED"
    }

    /// Whether nothing more happens to the job unless it is rerun.
    public var isEnd: Bool { isInterrupt || isSuccess }

    /// Whether the job ended without doing its work.
    public var isInterrupt: Bool { [.canceled, .timeout, .failed].contains(self) }

    /// Whether the job did its work.
    public var isSuccess: Bool { self == .pass || self == .success }

    /// Whether a job may go from this status to `next`; staying is not a change.
    ///
    /// An ended job goes back to waiting when it is rerun.
    public func canBecome(_ next: JobStatus) -> Bool {
        switch self {
        case .ready: next == .waiting || next.isInterrupt
        case .waiting: next == .running || next.isEnd
        case .running: next == .success || next.isInterrupt
        case .timeout: [.failed, .success, .waiting].contains(next)
        case .canceled, .failed, .success: next == .waiting
        case .pass: false
        }
    }

    /// The status of a job whose federated tasks have these statuses.
    ///
    /// Follows FATE-Flow `scheduler/dag_scheduler.py`. While one task runs, the job runs, even
    /// beside a failed one. `nil` where FATE has no answer: no task at all, or waiting and
    /// success only and a start was refused.
    public static func of(
        tasks: some Sequence<TaskStatus>, scheduling: Scheduling
    ) -> JobStatus? {
        let statuses = Set(tasks.map { $0 == .pass ? .success : $0 })
        if statuses.count == 1, let only = statuses.first { return JobStatus(only) }
        if statuses.contains(.running) { return .running }
        if statuses.contains(.waiting), scheduling == .haveNext { return .running }
        if let worst = TaskStatus.interrupts.first(where: statuses.contains) {
            return JobStatus(worst)
        }
        return statuses == [.waiting, .success] && scheduling == .noNext ? .canceled : nil
    }

    /// The job status of the same name.
    private init(_ task: TaskStatus) {
        switch task {
        case .waiting: self = .waiting
        case .running: self = .running
        case .canceled: self = .canceled
        case .timeout: self = .timeout
        case .failed: self = .failed
        case .pass: self = .pass
        case .success: self = .success
        }
    }
}
