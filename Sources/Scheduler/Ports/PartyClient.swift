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
    /// Tells a party that the job runs.
    func start(_ job: JobID, at party: Party) async throws
    /// Starts a task at a party. `nil` when it was started, else why not.
    func startTask(_ task: TaskID, at party: Party) async throws -> String?
    /// Stops a task at a party.
    func stopTask(_ task: TaskID, at party: Party, as status: TaskStatus, reason: String)
        async throws
    /// Tells a party that the job ended; it gives its cores back.
    func end(_ job: JobID, at party: Party, as status: JobStatus, reason: String) async throws
}

/// How a party's site tells the coordinator's site how its tasks are.
public protocol InitiatorClient: Sendable {
    /// Passes a party's status on.
    func report(_ report: TaskReport, of job: JobID, to initiator: Party) async throws
}
