/// What can be asked of a job at one party's site.
public enum PartyCommand: Hashable, Sendable {
    /// Creates the party's part of the job.
    case create(PartyCreation)
    /// Notes that the engine gave the party its cores, in that attempt of the initiator.
    case reserve(attempt: Int)
    /// Notes that the engine could not give the party its cores, in that attempt.
    case noteLack(attempt: Int)
    /// Notes that the party gave its cores back because another party lacked some.
    case release(attempt: Int)
    /// The job runs, in that round; `nil` for the one that the party is in.
    case start(round: Int? = nil)
    /// Starts a task. `worker` names the process to come, `tokenDigest` is the SHA-256 of the
    /// secret that its reports must carry.
    case startTask(ComponentName, version: Int, worker: String, tokenDigest: String)
    /// The process of a task was started.
    case recordLaunch(ComponentName, version: Int, WorkerIdentity)
    /// The worker says that it is at work.
    case reportRunning(ComponentName, version: Int)
    /// The worker says how its work ended.
    case reportEnd(ComponentName, version: Int, WorkerResult)
    /// The process of a task ended.
    case recordExit(ComponentName, version: Int, WorkerExit)
    /// Stops a task, to end with this status.
    case stopTask(ComponentName, version: Int, TaskStatus, reason: String)
    /// Ends the party's part of the job, in that round; `nil` for the one that the party is in.
    case end(JobStatus, reason: String, round: Int? = nil)
    /// Makes another version of a task, which is to run instead of the one before. The number says
    /// how often it is retried without being asked.
    case createTask(ComponentName, version: Int, autoRetries: Int)
    /// Takes part in another round of the ended job.
    case reopen(round: Int)
    /// Changes the parameters for the next round.
    case revise(PartyRevision)
    /// Keeps what people want to remember of the job; an empty text takes back what was kept.
    case note(String)
    /// Throws away the metrics of components, of all versions, and these of their output tables.
    case clean([ComponentName], tables: [TableName])
    /// Takes a component over from an earlier job.
    case inherit(TaskInheritance)
}

/// What happened to a job at one party.
public enum PartyEvent: Hashable, Sendable {
    case created(PartyCreation)
    case reserved(attempt: Int)
    /// The engine had too few cores for this attempt, whatever it has later.
    case lacked(attempt: Int)
    case released(attempt: Int)
    case started
    case taskStarting(ComponentName, version: Int, worker: String, tokenDigest: String)
    case taskLaunched(ComponentName, version: Int, WorkerIdentity)
    case taskRunning(ComponentName, version: Int)
    case taskReported(ComponentName, version: Int, WorkerResult)
    case taskStopRequested(ComponentName, version: Int, TaskStatus, reason: String)
    case taskEnded(ComponentName, version: Int, TaskStatus, reason: String)
    case ended(JobStatus, reason: String)
    /// Another version of a task is to run, with these parameters, JSON text.
    case taskCreated(ComponentName, version: Int, autoRetries: Int, parameters: String)
    /// The party takes part in another round.
    case reopened(round: Int)
    case revised(PartyRevision)
    /// What people want to remember of the job, instead of what they wanted before.
    case noted(String)
    /// What the ended job has left behind is gone.
    case cleaned(PartyCleaning)
    case taskInherited(TaskInheritance)
}

/// Why a party refuses a command.
public enum PartyRejection: Error, Hashable, Sendable {
    case unknownJob
    case alreadyCreated
    case unknownComponent(ComponentName)
    case unknownVersion(ComponentName, version: Int)
    case notReserved
    /// A request of an attempt that is over came late.
    case staleAttempt(Int)
    case notAnEnd(TaskStatus)
    /// Workers of these components are still at work.
    case stillAtWork([ComponentName])
    case alreadyEnded(JobStatus)
    /// Only an ended job runs again, gets other parameters or is cleaned.
    case notEnded(JobStatus)
    /// Notes are for people; what is long belongs into a file.
    case notesTooLong(bytes: Int)
}
