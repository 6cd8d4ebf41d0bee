/// Why the components of a job that have not begun wait.
///
/// Only the events of the job count, so that the answer is the same for whoever has them, at any
/// moment.
public struct TaskWaits: Sendable {
    let moments: JobMoments
    /// What keeps the job from success, in topological order.
    let failed: [JobState.FederatedTask]

    /// Looks at a job.
    public init(_ moments: JobMoments) {
        self.moments = moments
        failed = moments.job.tasksFailedForGood
    }

    var job: JobState { moments.job }

    /// Each waiting component with its reasons, in topological order.
    public var all: [(component: ComponentName, reasons: [TaskWait])] {
        job.orderedTasks.filter(\.isWaiting).map { ($0.plan.name, reasons($0)) }
    }

    /// The first of these that holds: what comes after it would not help by itself.
    private func reasons(_ task: JobState.FederatedTask) -> [TaskWait] {
        let open = task.plan.upstream.compactMap { job.tasks[$0] }.filter { !$0.status.isSuccess }
        let stuck = open.filter { up in failed.contains { $0.plan.name == up.plan.name } }
        return if job.status.isEnd {
            [jobEnded]
        } else if job.status != .running {
            [jobWaiting]
        } else if task.isLeftOut {
            [leftOut]
        } else if !stuck.isEmpty {
            [upstreamFailed(task, stuck)]
        } else if let stop = job.stopStatus {
            [jobStopping(stop)]
        } else if !failed.isEmpty {
            [jobFailing]
        } else if let retry = task.retry {
            [retrying(retry)]
        } else if !open.isEmpty {
            [upstream(task, open)]
        } else if task.isStarted {
            starting(task)
        } else if job.freeTaskSlots == 0 {
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
