public import Domain

/// Something to do in the world. Doing it twice is the same as doing it once.
public enum Effect: Hashable, Sendable {
    // The coordinator's.
    case createParty(JobID, Party)
    case reserveCores(JobID, Party, attempt: Int)
    case releaseCores(JobID, Party, attempt: Int)
    case startParty(JobID, Party, round: Int)
    case startTask(TaskID, Party)
    /// Asks for the status of a task at another site when no report comes.
    case collectStatus(TaskID, Party)
    case stopTask(TaskID, Party, as: TaskStatus, reason: String)
    case endParty(JobID, Party, round: Int, as: JobStatus, reason: String)
    /// Asks a party to take part in another round of the job.
    case reopenParty(JobID, Party, round: Int)
    /// Tells a party of the version that a retry is to run.
    case createTask(TaskID, Party)
    /// Waits for the time of a retry.
    case releaseRetry(TaskID, at: Timestamp)
    // A party's.
    case launchWorker(TaskID, Party)
    case watchWorker(TaskID, Party, worker: String, WorkerIdentity)
    case stopWorker(TaskID, Party, WorkerIdentity)
    case reportStatus(TaskID, Party, TaskStatus, reason: String)
    case discardMessages(TaskID, Party)
    /// Asks the coordinator's site, at another site, how the job is when no news of it comes.
    case askCoordinator(JobID, Party, round: Int)
}
