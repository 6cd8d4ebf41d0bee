import Domain

extension JobEvent {
    /// The commands that may have led to this event as the first of what they led to; none for an
    /// event that only ever follows another one.
    ///
    /// - Parameters:
    ///   - job: The job before it.
    ///   - time: When it was recorded.
    func commands(_ job: JobState, at time: Timestamp) -> [JobCommand] {
        switch self {
        case .submitted, .componentsInherited, .started, .taskEnded, .ended: []
        case .partyCreated(let party, let need): [.recordCreation(party, .created(need))]
        case .partyRefused(let party, let reason):
            [.recordCreation(party, .refused(reason: reason))]
        case .partyUnanswered(let party, let reason):
            [.recordCreation(party, .unanswered(reason: reason))]
        case .waitingExplained(let reasons, let position):
            [.explainWaiting(reasons, position: position)]
        case .startDecided(_, let position): [.start(position: position)]
        case .startOverdue(let attempt): [.noteOverdue(attempt: attempt)]
        case .startPauseEnded(let attempt): [.endPause(attempt: attempt)]
        case .partyReserved(let party, let attempt):
            [.recordReservation(party, attempt: attempt, .reserved)]
        case .partyLacked(let party, let attempt, let reasons):
            ([.refused(reasons)] + JobStatus.allCases.filter(\.isEnd).map { .ended($0) })
                .map { .recordReservation(party, attempt: attempt, $0) }
        case .partyReleased(let party, let attempt): [.recordRelease(party, attempt: attempt)]
        case .partyStarted(let party): [.recordStart(party, round: job.round)]
        case .taskStarted(let component, _, let position):
            [.startTasks([component], position: position)]
        case .taskReported(let report): [.report(report)]
        case .partyUnreachable(let lost):
            [.noteUnreachable(lost.party, since: lost.since, reason: lost.reason)]
        case .limitReached(let limit, let position): [.expire(limit, position: position)]
        case .taskLimitReached(let component, let version, let position):
            [.expireTask(component, version: version, position: position)]
        case .stopRequested(let status, let reason): [.stop(status, reason: reason)]
        case .partyClosed(let party): [.recordClosing(party, round: job.round)]
        case .rerunRequested(let round): Self.reruns(round, job).map { .rerun($0) }
        case .partyReopened(let party, let round, let need):
            [.recordReopening(party, round: round, .created(need))]
        case .partyDeclined(let party, let round, let reason, let isUnanswered):
            [
                .recordReopening(
                    party, round: round,
                    isUnanswered ? .unanswered(reason: reason) : .refused(reason: reason))
            ]
        case .taskRetryScheduled: [.scheduleRetries(now: time)]
        case .taskRetryReleased(let component, let version):
            [.releaseRetry(component, version: version)]
        case .parametersRevised(let revision): [.revise(revision)]
        }
    }

    /// What may have been asked for that this round came of: all that has run and runs again; where
    /// nothing has, all that it runs, or one of it.
    private static func reruns(_ round: JobRound, _ job: JobState) -> [JobRerun] {
        let names = round.tasks.map(\.component)
        let again = names.filter { name in
            job.tasks[name].map { $0.isStarted || $0.status.isSuccess } ?? false
        }
        return ([again, names] + names.map { [$0] }).map { JobRerun(components: $0, force: true) }
    }
}
