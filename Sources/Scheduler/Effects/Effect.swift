public import Domain

/// Something to do in the world. Doing it twice is the same as doing it once.
public enum Effect: Hashable, Sendable {
    // The coordinator's.
    case createParty(JobID, Party)
    case reserveCores(JobID, Party, attempt: Int)
    case releaseCores(JobID, Party, attempt: Int)
    case startParty(JobID, Party)
    case startTask(TaskID, Party)
    /// Asks for the status of a task at another site when no report comes.
    case collectStatus(TaskID, Party)
    case stopTask(TaskID, Party, as: TaskStatus, reason: String)
    case endParty(JobID, Party, as: JobStatus, reason: String)
    // A party's.
    case launchWorker(TaskID, Party)
    case watchWorker(TaskID, Party, worker: String, WorkerIdentity)
    case stopWorker(TaskID, Party, WorkerIdentity)
    case reportStatus(TaskID, Party, TaskStatus, reason: String)
    case discardMessages(TaskID, Party)
}
