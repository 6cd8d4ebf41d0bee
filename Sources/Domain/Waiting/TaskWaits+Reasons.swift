/// The reasons, with what is counted, who holds it, since when, and what would help.
extension TaskWaits {
    var jobEnded: TaskWait {
        TaskWait(
            code: .jobEnded, since: moments.status,
            text: "the job has ended as \(job.status.rawValue)", change: "a rerun")
    }

    var jobWaiting: TaskWait {
        TaskWait(
            code: .jobWaiting, since: moments.status, text: "the job has not started",
            change: "what the job itself waits for")
    }

    var leftOut: TaskWait {
        TaskWait(
            code: .leftOut, since: moments.status,
            text: "it has not run, and the rerun of the job does without it",
            change: "a rerun from it, or from a component before it, when the job has ended")
    }

    func jobStopping(_ status: JobStatus) -> TaskWait {
        TaskWait(
            code: .jobStopping, since: moments.stop,
            text: "the job is being stopped as \(status.rawValue); nothing new starts",
            change: "nothing in this run; a rerun when the job has ended")
    }

    var jobFailing: TaskWait {
        let ends = failed.map { "\($0.plan.name) ended as \($0.status.rawValue)" }
        return TaskWait(
            code: .jobFailing, party: party(of: failed), heldBy: holders(failed),
            since: first(failed), text: ends.joined(separator: ", ") + "; nothing new starts",
            change: "nothing in this run; a rerun when the job has ended")
    }

    func upstreamFailed(
        _ task: JobState.FederatedTask, _ stuck: [JobState.FederatedTask]
    ) -> TaskWait {
        let names = Self.names(stuck)
        return TaskWait(
            code: .upstreamFailed, party: party(of: stuck), amount: outputs(task),
            heldBy: holders(stuck), since: first(stuck), text: "\(names) did not succeed",
            change: "a rerun of \(names)")
    }

    func upstream(
        _ task: JobState.FederatedTask, _ open: [JobState.FederatedTask]
    ) -> TaskWait {
        let names = Self.names(open)
        return TaskWait(
            code: .upstream, amount: outputs(task), heldBy: holders(open), since: moments.status,
            text: "waits for the output of \(names)", change: "the success of \(names)")
    }

    func retrying(_ retry: TaskRetry) -> TaskWait {
        TaskWait(
            code: .retry, since: moments.components[retry.component], retry: retry,
            text: "version \(retry.version - 1) failed (\(retry.reason)); version "
                + "\(retry.version) starts by itself when its time has come",
            change: "nothing, or a shorter auto_retry_delay")
    }

    func parallelism(_ task: JobState.FederatedTask) -> TaskWait {
        let running = job.orderedTasks.filter(\.isAtWork)
        return TaskWait(
            code: .parallelism,
            amount: TaskWait.Amount(
                unit: .tasks, wanted: 1, available: 0, total: job.submission?.parallelism),
            heldBy: holders(running), since: ready(task),
            text: "as many tasks run as the job has cores for: \(Self.names(running))",
            change: "the end of one of them, or a higher task_parallelism")
    }

    /// Nothing is missing, and no party is asked yet.
    func beingStarted(_ task: JobState.FederatedTask) -> TaskWait {
        TaskWait(
            code: .starting, since: ready(task), text: "it is being started", change: "nothing")
    }

    /// Asked of all parties, begun by none.
    func starting(_ task: JobState.FederatedTask) -> [TaskWait] {
        task.plan.parties.map { party in
            TaskWait(
                code: .starting, party: party, since: moments.components[task.plan.name],
                text: "\(party) was asked to start it and has not said yet that it runs",
                change: "nothing")
        }
    }
}

extension TaskWaits {
    private func outputs(_ task: JobState.FederatedTask) -> TaskWait.Amount {
        let upstream = task.plan.upstream
        return TaskWait.Amount(
            unit: .components, wanted: upstream.count,
            available: upstream.count { job.tasks[$0]?.status.isSuccess == true })
    }

    private func holders(_ tasks: [JobState.FederatedTask]) -> [TaskWait.Holder] {
        let names = Set(tasks.map(\.plan.name))
        return job.orderedTasks.filter { names.contains($0.plan.name) }.map { task in
            TaskWait.Holder(
                component: task.plan.name, status: task.status,
                since: moments.components[task.plan.name])
        }
    }

    /// Since when nothing but a place is missing: the job runs, and all that it reads is there.
    private func ready(_ task: JobState.FederatedTask) -> Timestamp? {
        let own = moments.components[task.plan.name]
        let upstream = task.plan.upstream.map { moments.components[$0] }
        return ([moments.status, own] + upstream).compactMap { $0 }.max()
    }

    private func first(_ tasks: [JobState.FederatedTask]) -> Timestamp? {
        tasks.compactMap { moments.components[$0.plan.name] }.min()
    }

    /// Where components failed; `nil` when that was at several parties.
    private func party(of tasks: [JobState.FederatedTask]) -> Party? {
        let parties = tasks.flatMap { task in
            task.plan.parties.filter { task.parties[$0] == task.status }
        }
        return Set(parties).count == 1 ? parties.first : nil
    }

    private static func names(_ tasks: [JobState.FederatedTask]) -> String {
        tasks.map(\.plan.name.text).joined(separator: ", ")
    }
}
