/// What a task has reached, at one party or in the federation.
///
/// Raw values are FATE's spellings (FATE-Flow `entity/run_status.py`).
public enum TaskStatus: String, Hashable, Sendable, CaseIterable {
    case waiting, running, canceled, timeout, failed, pass, success
}

extension TaskStatus {
    /// Whether nothing more happens to this run of the task.
    public var isEnd: Bool { isInterrupt || isSuccess }

    /// Whether the task ended without doing its work.
    public var isInterrupt: Bool { Self.interrupts.contains(self) }

    /// Whether dependents may start: the work is done, or there was none to do.
    public var isSuccess: Bool { self == .pass || self == .success }

    /// Whether an end of this kind is worth an automatic retry.
    public var isRetried: Bool { self == .timeout || self == .failed }

    /// Whether one run may go from this status to `next`; staying is not a change.
    ///
    /// A run never leaves failed, pass or success: a rerun is another `TaskID`.
    public func canBecome(_ next: TaskStatus) -> Bool {
        switch self {
        case .waiting: [.running, .success, .pass].contains(next)
        case .running: next.isEnd
        case .canceled: next == .waiting
        case .timeout: [.failed, .success].contains(next)
        case .failed, .pass, .success: false
        }
    }

    /// The ends without success, the one that names the whole first.
    static let interrupts: [TaskStatus] = [.failed, .timeout, .canceled]

    /// The status of the federated task whose parties have these statuses.
    ///
    /// Follows FATE-Flow `scheduler/task_scheduler.py`: pass counts as success, the worst interrupt
    /// names the whole, and a mixture of waiting and success is under way. There must be a party.
    public static func federated(of parties: some Sequence<TaskStatus>) -> TaskStatus {
        let statuses = Set(parties.map { $0 == .pass ? .success : $0 })
        precondition(!statuses.isEmpty, "A task has a party")
        if statuses.count == 1, let only = statuses.first { return only }
        return interrupts.first(where: statuses.contains) ?? .running
    }
}
