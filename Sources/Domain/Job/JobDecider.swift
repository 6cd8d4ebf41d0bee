/// The rules of a federated job, at the initiator's site (FATE-Flow `scheduler/dag_scheduler.py`).
public enum JobDecider: Decider {
    public static let initialState = JobState()

    public static func decide(
        _ command: JobCommand, _ state: JobState
    ) throws(JobRejection) -> [JobEvent] {
        if case .submit(let submission) = command {
            guard state.submission == nil else { throw .alreadySubmitted }
            return [.submitted(submission.inheriting(nil))]
                + (submission.inheritance.map { [.componentsInherited($0)] } ?? [])
        }
        guard let submission = state.submission else { throw .unknownJob }
        switch command {
        case .submit:
            throw .alreadySubmitted
        case .recordCreation(let party, let answer):
            return try recordCreation(party, answer, state)
        case .explainWaiting(let reasons, let position):
            return state.status == .waiting && reasons != state.waitReasons
                ? [.waitingExplained(reasons, position: position)] : []
        case .start(let position):
            return try start(position: position, state)
        case .recordReservation(let party, let attempt, let answer):
            return recordReservation(party, attempt, answer, state, submission)
        case .noteOverdue(let attempt):
            return state.isStarting && attempt == state.attempts.count
                && state.attempts.last?.isOverdue == false
                ? [.startOverdue(attempt: attempt)] : []
        case .endPause(let attempt):
            return state.status == .waiting && !state.isStarting && attempt == state.attempts.count
                && state.attempts.last?.isPauseOver == false
                ? [.startPauseEnded(attempt: attempt)] : []
        case .recordRelease(let party, let attempt):
            // Behind the close nobody holds anything, and nobody reads the stream any more.
            guard attempt <= state.attempts.count, attempt > 0, !state.isClosed,
                state.attempts[attempt - 1].mayHold(party)
            else { return [] }
            return [.partyReleased(party, attempt: attempt)]
        case .recordStart(let party, let round, let ended, let refusal):
            return recordStart(party, round, ended, refusal, state)
        case .startTasks(let components, let position):
            return try startTasks(components, position: position, state)
        case .report(let report):
            return try self.report(report, state)
        case .noteSilence(let reason):
            return noteSilence(reason, state)
        case .endSilence(let party):
            return endSilence(of: party, state)
        case .noteUnreachable(let party, let since, let reason):
            return try noteUnreachable(party, since: since, reason: reason, state)
        case .stop(let status, let reason):
            return try stop(status, reason: reason, state)
        case .expire(let limit, let position):
            return try expire(limit, position, state, submission.limits)
        case .expireTask(let component, let version, let position):
            return try expireTask(component, version, position, state, submission.limits)
        case .recordClosing(let party, let round):
            guard let phase = state.parties[party] else { throw .unknownParty(party) }
            let isNew = round == state.round && state.status.isEnd && phase != .closed
            return isNew ? [.partyClosed(party)] : []
        case .rerun(let rerun):
            return try self.rerun(rerun, state)
        case .recordReopening(let party, let round, let answer):
            return try recordReopening(party, round, answer, state)
        case .scheduleRetries(let now):
            return scheduleRetries(now: now, state)
        case .releaseRetry(let component, let version):
            return try releaseRetry(component, version, state)
        case .revise(let revision):
            return try revise(revision, state)
        }
    }
}

extension JobDecider {
    private static func startTasks(
        _ components: [ComponentName], position: UInt64, _ state: JobState
    ) throws(JobRejection) -> [JobEvent] {
        guard state.status == .running else { throw .notRunning(state.status) }
        let startable = Set(state.startableComponents)
        let free = state.freeTaskSlots ?? components.count
        if let tooMany = components.dropFirst(free).first { throw .notStartable(tooMany) }
        var events: [JobEvent] = []
        for component in components {
            guard let task = state.tasks[component] else { throw .unknownComponent(component) }
            guard startable.contains(component) else { throw .notStartable(component) }
            events.append(.taskStarted(component, version: task.version, position: position))
        }
        return events
    }

    private static func report(
        _ report: TaskReport, _ state: JobState
    ) throws(JobRejection) -> [JobEvent] {
        guard let task = state.tasks[report.component] else {
            throw .unknownComponent(report.component)
        }
        guard let known = task.parties[report.party] else { throw .unknownParty(report.party) }
        guard report.version <= task.version, task.isStarted || report.version < task.version else {
            throw .unknownVersion(report.component, version: report.version)
        }
        // Who reports is not silent.
        let heard = endSilence(of: report.party, state)
        // Late, from an earlier run, or said before: nothing new happened.
        guard report.version == task.version, !known.isEnd, known != report.status,
            report.status != .waiting
        else { return heard }
        let event = JobEvent.taskReported(report)
        var parties = task.parties
        parties[report.party] = report.status
        let status = TaskStatus.federated(of: parties.values)
        var events = heard + [event]
        if status.isEnd, !task.status.isEnd {
            events.append(.taskEnded(report.component, version: report.version, status))
        }
        return events + endIfDone(after: events, state)
    }

    private static func stop(
        _ status: JobStatus, reason: String, _ state: JobState
    ) throws(JobRejection) -> [JobEvent] {
        guard status.isInterrupt else { throw .notAStop(status) }
        guard !state.status.isEnd, state.stopStatus == nil else { return [] }
        let event = JobEvent.stopRequested(status, reason: reason)
        return [event] + endIfDone(after: [event], state)
    }

    /// A limit that runs no more changes nothing: the job has started, or ended, meanwhile.
    private static func expire(
        _ limit: JobLimit, _ position: UInt64, _ state: JobState, _ limits: JobLimits
    ) throws(JobRejection) -> [JobEvent] {
        switch (limit, state.status) {
        case (.queue, .ready), (.queue, .waiting):
            let seconds = limits.queueTimeoutSeconds ?? 0
            return try stopped("waited in the queue for its queue_timeout of \(seconds) s")
        case (.run, .running):
            return try stopped("ran for its timeout of \(limits.timeoutSeconds ?? 0) s")
        case _: return []
        }

        func stopped(_ reason: String) throws(JobRejection) -> [JobEvent] {
            let stop = try stop(.timeout, reason: reason, state)
            return stop.isEmpty ? [] : [.limitReached(limit, position: position)] + stop
        }
    }

    /// A run that is over, or is being stopped already, is not stopped once more.
    private static func expireTask(
        _ component: ComponentName, _ version: Int, _ position: UInt64, _ state: JobState,
        _ limits: JobLimits
    ) throws(JobRejection) -> [JobEvent] {
        guard let task = state.tasks[component] else { throw .unknownComponent(component) }
        guard limits.taskSeconds[component] != nil, state.isTimed(task), task.version == version
        else { return [] }
        return [.taskLimitReached(component, version: version, position: position)]
    }

    /// The end of the job, when these events leave nothing to wait for.
    static func endIfDone(after events: [JobEvent], _ state: JobState) -> [JobEvent] {
        var next = state
        for event in events { evolve(&next, event) }
        guard !next.status.isEnd, let status = next.finalStatus else { return [] }
        return [.ended(status, reason: next.endReason)]
    }
}
