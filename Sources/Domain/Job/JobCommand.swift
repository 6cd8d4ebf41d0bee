/// What can be asked of a federated job, at its initiator's site.
public enum JobCommand: Hashable, Sendable {
    /// Accepts the job.
    case submit(JobSubmission)
    /// A party answered the request to create its part.
    case recordCreation(Party, CreationAnswer)
    /// Why the job waits in the queue. `position` is how much of the log was seen.
    case explainWaiting([WaitReason], position: UInt64)
    /// Asks every party to reserve its cores. `position` is how much of the log was seen.
    case start(position: UInt64)
    /// A party answered the request to reserve, in that attempt to start.
    case recordReservation(Party, attempt: Int, ReservationAnswer)
    /// Another site takes longer to answer, in that attempt, than other jobs should wait for.
    case noteOverdue(attempt: Int)
    /// The pause after that attempt, which another site had too few cores for or did not answer, is
    /// over.
    case endPause(attempt: Int)
    /// A party gave back what it had reserved in an attempt that failed elsewhere.
    case recordRelease(Party, attempt: Int)
    /// A party knows that the job runs, in that round, or takes no part in it any more: it has ended its
    /// part by itself, as `ended`, or refuses to be told, in these words.
    case recordStart(Party, round: Int = 0, ended: JobStatus? = nil, refusal: String? = nil)
    /// Starts these components at all their parties. `position` is how much of the log was seen.
    case startTasks([ComponentName], position: UInt64)
    /// A party says how its part of a task is.
    case report(TaskReport)
    /// A party's site does not answer, for this reason, and is asked again while the job runs on.
    case noteSilence(WaitReason)
    /// A party's site has answered.
    case endSilence(Party)
    /// A party's site has not answered for longer than the job waits for it; it is not waited for.
    case noteUnreachable(Party, since: Timestamp, reason: String)
    /// Ends the job early as canceled, failed or timeout.
    case stop(JobStatus, reason: String)
    /// Ends the job because it has waited, or run, for as long as it may. `position` is how much of
    /// the log was seen.
    case expire(JobLimit, position: UInt64)
    /// Stops this run of a task at all its parties because it has taken as long as it may. `position`
    /// is how much of the log was seen.
    case expireTask(ComponentName, version: Int, position: UInt64)
    /// A party knows that the job ended, in that round.
    case recordClosing(Party, round: Int = 0)
    /// Runs an ended job again, or a part of it.
    case rerun(JobRerun)
    /// A party answered the request to take part in that round.
    case recordReopening(Party, round: Int, CreationAnswer)
    /// Decides on the retries of tasks that have failed.
    case scheduleRetries(now: Timestamp)
    /// Lets a retry begin that has waited for its time.
    case releaseRetry(ComponentName, version: Int)
    /// Changes the parameters for the next round of an ended job.
    case revise(JobRevision)
}

/// A party's answer to the request to create its part of a job.
public enum CreationAnswer: Hashable, Sendable {
    /// The party takes part and will need this of its engine.
    case created(ResourceNeed)
    case refused(reason: String)
    /// It did not answer in time. Whether it has created its part is not known.
    case unanswered(reason: String)
}

/// A party's answer to the request to reserve its cores.
public enum ReservationAnswer: Hashable, Sendable {
    case reserved
    /// It lacks something, at least one thing.
    case refused([WaitReason])
    /// Its part of the job is over: it has left by itself, and asking again would not help.
    case ended(JobStatus)
}

/// How one party's part of a task is.
public struct TaskReport: Hashable, Sendable {
    /// The component.
    public let component: ComponentName
    /// The version that the report speaks for.
    public let version: Int
    /// The reporting party.
    public let party: Party
    /// Its status; `waiting` is never reported.
    public let status: TaskStatus
    /// What a person should know, such as the error of a failed worker.
    public let reason: String

    /// Makes a report.
    public init(
        component: ComponentName, version: Int, party: Party, status: TaskStatus, reason: String
    ) {
        self.component = component
        self.version = version
        self.party = party
        self.status = status
        self.reason = reason
    }
}
