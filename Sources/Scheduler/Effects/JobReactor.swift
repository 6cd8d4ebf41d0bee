public import Domain

/// What a federated job asks of the world, at the coordinator.
///
/// Pure, and told by the state alone: what is due follows from what happened and from what has not
/// been answered yet. After a restart the same function says what is still to be done.
public enum JobReactor {
    /// Everything that the job waits for an answer to.
    public static func due(in state: JobState) -> [Effect] {
        guard let submission = state.submission, !state.isClosed else { return [] }
        if state.status.isEnd { return endings(state, submission) }
        return creations(state, submission) + tasks(state, submission)
            + retries(state, submission) + starts(state, submission)
    }

    /// The part of it that is about one component.
    static func due(in state: JobState, of component: ComponentName) -> [Effect] {
        guard let submission = state.submission, !state.status.isEnd,
            let task = state.tasks[component]
        else { return [] }
        return effects(of: task, state, submission) + retry(of: task, submission)
    }

    /// The part of it that an event may have changed, or that tells whether an effect is due.
    static func due(in state: JobState, _ scope: DueScope) -> [Effect] {
        switch scope {
        case .everything: due(in: state)
        case .component(let component): due(in: state, of: component)
        case .nothing: []
        }
    }

    private static func creations(_ state: JobState, _ submission: JobSubmission) -> [Effect] {
        submission.parties.filter { state.parties[$0] == .asked }
            .map {
                state.round == 0
                    ? .createParty(submission.job, $0)
                    : .reopenParty(submission.job, $0, round: state.round)
            }
    }

    /// A retry waits for its time; meanwhile its parties are told of the version that comes.
    private static func retries(_ state: JobState, _ submission: JobSubmission) -> [Effect] {
        state.orderedTasks.flatMap { retry(of: $0, submission) }
    }

    private static func retry(
        of task: JobState.FederatedTask, _ submission: JobSubmission
    ) -> [Effect] {
        guard let retry = task.retry else { return [] }
        let id = TaskID(
            job: submission.job, component: retry.component, version: retry.version)
        return task.plan.parties.map { .createTask(id, $0) }
            + [.releaseRetry(id, at: retry.dueAt)]
    }

    private static func starts(_ state: JobState, _ submission: JobSubmission) -> [Effect] {
        let job = submission.job
        if state.status == .running {
            return submission.parties.filter { !state.startedParties.contains($0) }
                .map { .startParty(job, $0, round: state.round) }
        }
        return state.attempts.enumerated().flatMap { index, attempt in
            submission.parties.compactMap { party in
                starts(state, attempt, index, job: job, party: party)
            }
        }
    }

    private static func starts(
        _ state: JobState, _ attempt: JobState.StartAttempt, _ index: Int, job: JobID,
        party: Party
    ) -> Effect? {
        let isCurrent = state.isStarting && index == state.attempts.count - 1
        if isCurrent {
            let isAnswered = attempt.reserved.contains(party) || attempt.lacking[party] != nil
            return isAnswered ? nil : .reserveCores(job, party, attempt: index + 1)
        }
        return attempt.mayHold(party)
            ? .releaseCores(job, party, attempt: index + 1) : nil
    }

    private static func tasks(_ state: JobState, _ submission: JobSubmission) -> [Effect] {
        state.orderedTasks.flatMap { effects(of: $0, state, submission) }
    }

    private static func effects(
        of task: JobState.FederatedTask, _ state: JobState, _ submission: JobSubmission
    ) -> [Effect] {
        guard task.isAtWork else { return [] }
        let id = TaskID(job: submission.job, component: task.plan.name, version: task.version)
        let stop = stopStatus(of: task, in: state)
        return task.plan.parties.flatMap { party -> [Effect] in
            guard let status = task.parties[party], !status.isEnd else { return [] }
            let collect = Effect.collectStatus(id, party)
            if let stop {
                let reason = state.stopReason(for: task)
                return [.stopTask(id, party, as: stop, reason: reason), collect]
            }
            return status == .waiting ? [.startTask(id, party), collect] : [collect]
        }
    }

    /// A task is stopped when it has run for too long, when one of its parties failed, or when its
    /// job is.
    private static func stopStatus(
        of task: JobState.FederatedTask, in state: JobState
    ) -> TaskStatus? {
        // It stays what its parties were told first, also when the first of them has ended.
        if task.isTimedOut { return .timeout }
        if task.status.isInterrupt { return .canceled }
        return state.stopStatus.flatMap { TaskStatus(rawValue: $0.rawValue) }
    }

    private static func endings(_ state: JobState, _ submission: JobSubmission) -> [Effect] {
        submission.parties.compactMap { party in
            switch state.parties[party] {
            case .created, .unanswered:
                .endParty(
                    submission.job, party, round: state.round, as: state.status,
                    reason: state.reason)
            case .asked, .refused, .closed, nil:
                nil
            }
        }
    }
}

extension JobState {
    fileprivate func stopReason(for task: FederatedTask) -> String {
        if task.isTimedOut {
            let seconds = submission?.limits.taskSeconds[task.plan.name] ?? 0
            return "ran for its task_timeout of \(seconds) s"
        }
        return task.status.isInterrupt
            ? "another party's part of \(task.plan.name) \(task.status.rawValue)" : reason
    }
}
