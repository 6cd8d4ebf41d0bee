import Domain
import Synchronization

/// One sleeping task for each job whose limit runs.
final class JobTimers: Sendable {
    private struct Timer {
        let deadline: JobDeadline
        let task: Task<Void, Never>
    }

    private let timers = Mutex<[JobID: Timer]>([:])

    /// Sets, moves or cancels the timer of a job. `expire` runs when its limit is reached.
    func set(
        _ deadline: JobDeadline?, of job: JobID, _ clock: any WallClock,
        _ expire: @escaping @Sendable (JobLimit) async -> Void
    ) {
        timers.withLock { timers in
            guard timers[job]?.deadline != deadline else { return }
            timers[job]?.task.cancel()
            timers[job] = deadline.map { deadline in
                Timer(
                    deadline: deadline,
                    task: Task {
                        await clock.wait(
                            milliseconds: max(0, deadline.time.milliseconds(since: clock.now())))
                        if !Task.isCancelled { await expire(deadline.limit) }
                    })
            }
        }
    }

    /// Cancels all.
    func cancel() {
        timers.withLock { timers in
            for timer in timers.values { timer.task.cancel() }
            timers = [:]
        }
    }
}
