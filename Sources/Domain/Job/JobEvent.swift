/// What happened to a federated job.
public enum JobEvent: Hashable, Sendable {
    case submitted(JobSubmission)
    case partyCreated(Party, ResourceNeed)
    case partyRefused(Party, reason: String)
    /// The party did not answer in time; it is told of the end of the job for when it did create.
    case partyUnanswered(Party, reason: String)
    /// Why the job waits, in the queue or, while it runs, for a party's answer; `position` is 0 where
    /// no planner said so, and in events recorded before it was.
    case waitingExplained([WaitReason], position: UInt64)
    /// The queue let the job go; the parties are asked to reserve their cores.
    case startDecided(attempt: Int, position: UInt64)
    /// Another site takes its time to answer; the job holds up no others any more.
    case startOverdue(attempt: Int)
    /// The job may try to start again, after an attempt in which another site was in the way.
    case startPauseEnded(attempt: Int)
    case partyReserved(Party, attempt: Int)
    /// The party has not got its cores, for these reasons; one alone in events recorded before several
    /// were.
    case partyLacked(Party, attempt: Int, [WaitReason])
    case partyReleased(Party, attempt: Int)
    case started
    case partyStarted(Party)
    case taskStarted(ComponentName, version: Int, position: UInt64)
    case taskReported(TaskReport)
    case taskEnded(ComponentName, version: Int, TaskStatus)
    /// The job goes to its end without a party that does not answer.
    case partyUnreachable(UnreachableParty)
    /// The job has used up a limit; it is stopped by the same commit.
    case limitReached(JobLimit, position: UInt64)
    /// A run of a task has taken as long as it may; its parties are told to stop it.
    case taskLimitReached(ComponentName, version: Int, position: UInt64)
    case stopRequested(JobStatus, reason: String)
    case ended(JobStatus, reason: String)
    case partyClosed(Party)
    /// An ended job runs again; the parties are asked to take part in the round.
    case rerunRequested(JobRound)
    /// The party takes part in the round and will need this of its engine.
    case partyReopened(Party, round: Int, ResourceNeed)
    /// The party does not take part in the round, or did not answer in time and is told of its end.
    case partyDeclined(Party, round: Int, reason: String, isUnanswered: Bool)
    case taskRetryScheduled(TaskRetry)
    case taskRetryReleased(ComponentName, version: Int)
    /// The next round has these parameters.
    case parametersRevised(JobRevision)
    /// These components are taken over from an earlier job and are not run.
    case componentsInherited(JobInheritance)
}

/// Why a federated job refuses a command.
public enum JobRejection: Error, Hashable, Sendable {
    case unknownJob
    case alreadySubmitted
    case unknownParty(Party)
    case unknownComponent(ComponentName)
    case notWaiting(JobStatus)
    case notRunning(JobStatus)
    /// The component waits for another one, already started, or the job is being stopped.
    case notStartable(ComponentName)
    case unknownVersion(ComponentName, version: Int)
    case notAStop(JobStatus)
    /// Only an ended job runs again or gets other parameters.
    case notEnded(JobStatus)
    /// These parties do not know yet that the job has ended.
    case stillEnding([Party])
    /// Not every party has created its part, so there is nothing to run again.
    case neverCreated
    /// The parameters were changed by somebody else meanwhile.
    case staleRevision(Int)
}
