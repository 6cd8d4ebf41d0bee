import Glibc

/// Runs something that blocks on a thread of its own, so that other tests go on.
func onOwnThread<Answer: Sendable>(
    _ body: @escaping @Sendable () throws -> Answer
) async throws -> Answer {
    try await withTaskExecutorPreference(OwnThread()) { try body() }
}

/// Runs each piece of a task on a new thread: the task, and with it the test, stays the same.
private final class OwnThread: TaskExecutor {
    private final class Work {
        let job: UnownedJob
        let executor: OwnThread

        init(_ job: UnownedJob, _ executor: OwnThread) {
            self.job = job
            self.executor = executor
        }
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let context = Unmanaged.passRetained(Work(UnownedJob(job), self))
        var thread = pthread_t()
        let code = pthread_create(
            &thread, nil,
            { context in
                guard let context else { return nil }
                let work = Unmanaged<Work>.fromOpaque(context).takeRetainedValue()
                work.job.runSynchronously(on: work.executor.asUnownedTaskExecutor())
                return nil
            }, context.toOpaque())
        precondition(code == 0, "There is room for a thread")
        pthread_detach(thread)
    }
}
