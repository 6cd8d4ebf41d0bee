public import Domain

/// How the coordinator of a job asks the parties' sites, its own among them.
///
/// Each call may be made again after a crash: doing it twice is the same as doing it once.
/// A party that cannot be reached throws; a refusal is an answer.
public protocol PartyClient: Sendable {
    /// Asks a party to create its part of a job.
    func create(_ submission: JobSubmission, at party: Party) async throws -> CreationAnswer
    /// Asks a party to reserve its cores.
    func reserve(_ job: JobID, at party: Party, attempt: Int) async throws -> ReservationAnswer
    /// Gives back what a party reserved in an attempt that failed elsewhere.
    func release(_ job: JobID, at party: Party, attempt: Int) async throws
    /// Tells a party that the job runs, in that round. `nil` when it knows, else what it has ended its
    /// part of the job as by itself.
    func start(_ job: JobID, at party: Party, round: Int) async throws -> JobStatus?
    /// Starts a task at a party. `nil` when it was started, else why not.
    func startTask(_ task: TaskID, at party: Party) async throws -> String?
    /// Stops a task at a party.
    func stopTask(_ task: TaskID, at party: Party, as status: TaskStatus, reason: String)
        async throws
    /// Asks a party how its part of a task is; `nil` when there is nothing to say yet.
    func collect(_ task: TaskID, at party: Party) async throws -> TaskReport?
    /// Whether the party lives at this site: what it says is on this log already.
    func isHere(_ party: Party) async throws -> Bool
    /// Tells a party that the job ended, in that round; it gives its cores back.
    func end(_ job: JobID, at party: Party, round: Int, as status: JobStatus, reason: String)
        async throws
    /// Asks a party to take part in another round of an ended job.
    func reopen(_ request: PartyReopening, at party: Party) async throws -> CreationAnswer
    /// Makes another version of a task at a party, which is to run instead of the one before.
    func createTask(_ task: TaskID, at party: Party, autoRetries: Int) async throws
    /// The components that succeeded at a party and whose output tables are gone.
    func lostOutputs(of job: JobID, at party: Party) async throws -> [ComponentName]
    /// Gives an ended job another conf at a party, by the coordinator's number of the change.
    /// - Throws: `SubmissionError` or `PartyRefusal` when the party does not take it.
    func revise(_ job: JobID, at party: Party, revision: Int, conf: String) async throws
}

/// How a party's site tells the coordinator's site how its tasks are.
public protocol InitiatorClient: Sendable {
    /// Passes a party's status on.
    func report(_ report: TaskReport, of job: JobID, to initiator: Party) async throws
    /// Asks how a job is at its coordinator's site.
    func standing(
        of job: JobID, for party: Party, at initiator: Party
    ) async throws -> JobStanding
    /// Asks for a job to be ended early.
    func stop(
        _ job: JobID, as status: JobStatus, reason: String, of party: Party, at initiator: Party
    ) async throws
}

/// A party's site was asked and has not done what it was asked for: it is away, or something went
/// wrong there or on the way. Asking again may help.
public protocol PartySilence: Error {
    /// What has come of asking.
    var kind: PartySilenceKind { get }
}

/// What has come of asking a party's site that has not done what it was asked for.
public enum PartySilenceKind: Sendable {
    /// No answer.
    case none
    /// Something that is no answer to the call, or that something went wrong there.
    case error
    /// Nothing was asked: nobody knows where the party lives.
    case unrouted
    /// An answer all the same: it cannot do it just now.
    case answer
}

/// A party's site refused what it was asked; asking again would not help.
public struct PartyRefusal: Error, Hashable, Sendable, CustomStringConvertible {
    public let description: String

    /// Makes a refusal.
    public init(_ description: String) { self.description = description }
}
