/// Running an ended job again, and retries of tasks while it runs.
extension JobDecider {
    /// A party that does not know of the end yet would take the next round for the old one.
    static func rerun(
        _ rerun: JobRerun, _ state: JobState
    ) throws(JobRejection) -> [JobEvent] {
        try checkIsOver(state)
        return try RerunPlan(rerun, of: state).round.map { [.rerunRequested($0)] } ?? []
    }

    static func recordReopening(
        _ party: Party, _ round: Int, _ answer: CreationAnswer, _ state: JobState
    ) throws(JobRejection) -> [JobEvent] {
        guard let phase = state.parties[party] else { throw .unknownParty(party) }
        guard phase == .asked, round == state.round, round > 0 else { return [] }
        let event: JobEvent =
            switch answer {
            case .created(let need): .partyReopened(party, round: round, need)
            case .refused(let reason):
                .partyDeclined(party, round: round, reason: reason, isUnanswered: false)
            case .unanswered(let reason):
                .partyDeclined(party, round: round, reason: reason, isUnanswered: true)
            }
        return [event] + endIfDone(after: [event], state)
    }

    static func scheduleRetries(now: Timestamp, _ state: JobState) -> [JobEvent] {
        let policy = state.submission?.retries ?? RetryPolicy()
        let due = now.advanced(byMilliseconds: Int64(policy.delaySeconds) * 1_000)
        return state.orderedTasks.filter(state.isOwedRetry).flatMap { task -> [JobEvent] in
            let retry = TaskRetry(
                component: task.plan.name, version: task.version &+ 1, dueAt: due,
                retriesLeft: policy.countMax - task.retriesUsed - 1, reason: task.reason)
            let scheduled = JobEvent.taskRetryScheduled(retry)
            guard policy.delaySeconds == 0 else { return [scheduled] }
            return [scheduled, .taskRetryReleased(retry.component, version: retry.version)]
        }
    }

    /// Nothing happens when the job was stopped meanwhile, or runs again.
    static func releaseRetry(
        _ component: ComponentName, _ version: Int, _ state: JobState
    ) throws(JobRejection) -> [JobEvent] {
        guard let task = state.tasks[component] else { throw .unknownComponent(component) }
        guard state.status == .running, task.retry?.version == version else { return [] }
        return [.taskRetryReleased(component, version: version)]
    }

    static func revise(
        _ revision: JobRevision, _ state: JobState
    ) throws(JobRejection) -> [JobEvent] {
        try checkIsOver(state)
        guard state.submission?.revised(by: revision) != state.submission else { return [] }
        guard revision.number == state.revision &+ 1 else {
            throw .staleRevision(revision.number)
        }
        return [.parametersRevised(revision)]
    }

    private static func checkIsOver(_ state: JobState) throws(JobRejection) {
        guard state.status.isEnd else { throw .notEnded(state.status) }
        guard state.wasCreated else { throw .neverCreated }
        guard !state.isClosed else { return }
        throw .stillEnding((state.submission?.parties ?? []).filter(state.isToBeClosed))
    }
}

extension JobDecider {
    static func began(_ state: inout JobState, _ round: JobRound) {
        state.round = round.number
        state.status = .ready
        state.stopStatus = nil
        state.reason = ""
        state.waitReasons = []
        state.startedParties = []
        state.isStarting = false
        // The end of a round gives everything back, and what lacked then says nothing of now.
        for index in state.attempts.indices { state.attempts[index] = JobState.StartAttempt() }
        for party in state.parties.keys { state.parties[party] = .asked }
        for name in state.tasks.keys {
            state.tasks[name]?.isLeftOut = round.leftOut.contains(name)
            state.tasks[name]?.retriesUsed = 0
            state.tasks[name]?.retry = nil
        }
        for task in round.tasks { state.tasks[task.component]?.begin(version: task.version) }
    }

    static func scheduled(_ state: inout JobState, _ retry: TaskRetry) {
        state.tasks[retry.component]?.begin(version: retry.version)
        state.tasks[retry.component]?.retriesUsed &+= 1
        state.tasks[retry.component]?.retry = retry
    }
}

extension JobState {
    /// Whether a task that failed, or took too long, is retried (FATE-Flow does so for both): nobody
    /// stopped the job, no task has failed for good, and this one has retries left.
    func isOwedRetry(_ task: FederatedTask) -> Bool {
        guard status == .running, stopStatus == nil, task.status.isRetried, !task.isAtWork,
            !task.isLeftOut
        else { return false }
        return !tasks.values.contains(where: hasFailedForGood)
    }

    /// The tasks that keep the job from success, in topological order.
    public var tasksFailedForGood: [FederatedTask] { orderedTasks.filter(hasFailedForGood) }

    /// Whether a task keeps the job from success: nothing starts any more.
    private func hasFailedForGood(_ task: FederatedTask) -> Bool {
        guard task.status.isInterrupt, !task.isLeftOut else { return false }
        let most = submission?.retries.countMax ?? 0
        return !task.status.isRetried || task.retriesUsed >= most
    }

    /// Whether tasks have failed that are retried, and nothing is decided of it yet.
    public var owesRetries: Bool { tasks.values.contains(where: isOwedRetry) }

    /// Whether a party has to be told of the end of the job.
    func isToBeClosed(_ party: Party) -> Bool {
        switch parties[party] {
        case .asked, .created, .unanswered: true
        case .refused, .closed, nil: false
        }
    }
}

extension JobState.FederatedTask {
    /// Waits to run as this version; as the one that it has, nothing changes.
    fileprivate mutating func begin(version: Int) {
        guard version != self.version else { return }
        self.version = version
        isStarted = false
        isInherited = false
        isTimedOut = false
        status = .waiting
        reason = ""
        for party in parties.keys { parties[party] = .waiting }
    }
}
