/// The reasons, with what is counted, who holds it, since when, and what would help.
extension TaskWaits {
    var jobEnded: TaskWait {
        TaskWait(
            code: .jobEnded, since: moments.status,
            text: "the job has ended as \(job.status.rawValue)", change: "a rerun")
    }

    var jobWaiting: TaskWait {
        TaskWait(
            code: .jobWaiting, since: moments.round, text: "the job has not started",
            change: "what the job itself waits for")
    }

    var leftOut: TaskWait {
        TaskWait(
            code: .leftOut, since: moments.round,
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
            text: "version \(retry.version &- 1) failed (\(retry.reason)); version "
                + "\(retry.version) starts by itself when its time has come",
            change: "nothing, or a shorter auto_retry_delay")
    }

    /// What has failed at one party is run again when all its parties have ended; until then it is not
    /// known whether the job goes on.
    func retryAhead(_ halted: [JobState.FederatedTask]) -> TaskWait {
        let names = Self.names(halted)
        return TaskWait(
            code: .retryAhead, party: lastParty(of: halted), heldBy: holders(halted),
            since: first(halted),
            text: "\(names) failed and is run again; nothing new starts before all its parties "
                + "have ended",
            change: "the end of \(names) at all its parties")
    }

    func parallelism(_ task: JobState.FederatedTask) -> TaskWait {
        TaskWait(
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
        let since = moments.components[task.plan.name]
        return task.plan.parties.map { party in
            task.isTimedOut
                ? TaskWait(
                    code: .timedOut, party: party, since: since,
                    text: "\(party) has not begun it within its task_timeout and is told to stop",
                    change: "a longer task_timeout")
                : TaskWait(
                    code: .starting, party: party, since: since,
                    text: "\(party) was asked to start it and has not said yet that it runs",
                    change: "nothing")
        }
    }
}
