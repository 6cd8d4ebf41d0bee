/// Why the components of a job that have not begun wait.
///
/// Only the events of the job count, so that the answer is the same for whoever has them, at any
/// moment.
public struct TaskWaits: Sendable {
    let moments: JobMoments
    /// All components, in topological order.
    public let tasks: [JobState.FederatedTask]
    /// What keeps the job from success.
    let failed: [JobState.FederatedTask]
    /// What a worker may be at work for.
    let running: [JobState.FederatedTask]
    /// How many more may run; `nil` for no limit.
    private let freeSlots: Int?

    /// Looks at a job.
    public init(_ moments: JobMoments) {
        self.moments = moments
        tasks = moments.job.orderedTasks
        failed = moments.job.tasksFailedForGood
        running = tasks.filter(\.isAtWork)
        freeSlots = moments.job.freeTaskSlots
    }

    /// The job.
    public var job: JobState { moments.job }

    /// Why a component waits: the first of these that holds, as what comes after it would not help by
    /// itself. Empty for one that has begun, or has ended.
    public func reasons(_ task: JobState.FederatedTask) -> [TaskWait] {
        guard task.isWaiting else { return [] }
        let open = task.plan.upstream.compactMap { job.tasks[$0] }.filter { !$0.status.isSuccess }
        let stuck = open.filter { up in failed.contains { $0.plan.name == up.plan.name } }
        let halted = running.filter(\.status.isInterrupt)
        return if job.status.isEnd {
            [jobEnded]
        } else if task.isLeftOut {
            [leftOut]
        } else if let stop = job.stopStatus {
            [jobStopping(stop)]
        } else if job.status != .running {
            [jobWaiting]
        } else if task.isStarted {
            starting(task)
        } else if !stuck.isEmpty {
            [upstreamFailed(task, stuck)]
        } else if !failed.isEmpty {
            [jobFailing]
        } else if let retry = task.retry {
            [retrying(retry)]
        } else if !open.isEmpty {
            [upstream(task, open)]
        } else if !halted.isEmpty {
            [retryAhead(halted)]
        } else if freeSlots == 0 {
            [parallelism(task)]
        } else {
            [beingStarted(task)]
        }
    }
}

extension JobState.FederatedTask {
    /// Whether no party has begun it, as far as the coordinator has heard.
    fileprivate var isWaiting: Bool {
        guard status == .waiting || isStarted else { return false }
        return !isInherited && parties.values.allSatisfy { $0 == .waiting }
    }
}
