import Domain

/// One sleeping task for each job in which a limit runs, until the first that is used up.
struct JobTimers {
    private struct Timer {
        let deadline: JobDeadline
        let task: Task<Void, Never>
    }

    private var timers: [JobID: Timer] = [:]

    /// Sets, moves or cancels the timer of a job. `expire` runs when its limit is reached.
    mutating func set(
        _ deadline: JobDeadline?, of job: JobID, _ clock: any WallClock,
        _ expire: @escaping @Sendable (JobDeadline.Limit) async -> Void
    ) {
        guard timers[job]?.deadline != deadline else { return }
        timers[job]?.task.cancel()
        timers[job] = deadline.map { deadline in
            Timer(
                deadline: deadline,
                task: Task(executorPreference: Self.executor) {
                    await clock.wait(
                        milliseconds: max(0, deadline.time.milliseconds(since: clock.now())))
                    if !Task.isCancelled { await expire(deadline.limit) }
                })
        }
    }

    /// What the coordinator runs on, where it was told to run somewhere.
    private static var executor: (any TaskExecutor)? {
        withUnsafeCurrentTask { $0?.unownedTaskExecutor?.asTaskExecutor() }
    }

    /// Cancels all.
    mutating func cancel() {
        for timer in timers.values { timer.task.cancel() }
        timers = [:]
    }
}
