import Domain
import Scheduler

/// All parties at one site, asked without a detour.
struct OneSite: PartyClient, InitiatorClient {
    let parties: PartyService
    let initiator: InitiatorService
    /// Is told of calls about tasks.
    var listener: CallListener?

    func create(_ submission: JobSubmission, at party: Party) async throws -> CreationAnswer {
        try await parties.create(submission, at: party)
    }

    func reserve(
        _ job: JobID, at party: Party, attempt: Int
    ) async throws -> ReservationAnswer {
        try await parties.reserve(job, at: party, attempt: attempt)
    }

    func release(_ job: JobID, at party: Party, attempt: Int) async throws {
        try await parties.release(job, at: party, attempt: attempt)
    }

    func start(_ job: JobID, at party: Party, round: Int) async throws -> JobStatus? {
        try await parties.start(job, at: party, round: round)
    }

    func startTask(_ task: TaskID, at party: Party) async throws -> String? {
        listener?.note("startTask")
        return try await parties.startTask(task, at: party)
    }

    func stopTask(
        _ task: TaskID, at party: Party, as status: TaskStatus, reason: String
    ) async throws {
        try await parties.stopTask(task, at: party, as: status, reason: reason)
    }

    func collect(_ task: TaskID, at party: Party) async throws -> TaskReport? {
        listener?.note("collect")
        return try await parties.collect(task, at: party)
    }

    func isHere(_ party: Party) async throws -> Bool {
        listener?.note("isHere")
        return true
    }

    func end(
        _ job: JobID, at party: Party, round: Int, as status: JobStatus, reason: String
    ) async throws {
        try await parties.end(job, at: party, round: round, as: status, reason: reason)
    }

    func reopen(
        _ request: PartyReopening, at party: Party
    ) async throws -> CreationAnswer {
        try await parties.reopen(request, at: party)
    }

    func createTask(_ task: TaskID, at party: Party, autoRetries: Int) async throws {
        try await parties.createTask(task, at: party, autoRetries: autoRetries)
    }

    func lostOutputs(of job: JobID, at party: Party) async throws -> [ComponentName] {
        try await parties.lostOutputs(of: job, at: party)
    }

    func revise(_ job: JobID, at party: Party, revision: Int, conf: String) async throws {
        try await parties.revise(job, at: party, revision: revision, conf: conf)
    }

    func report(_ report: TaskReport, of job: JobID, to initiator: Party) async throws {
        listener?.note("report \(report.component) \(report.status) \(report.version)")
        try await self.initiator.report(report, of: job, to: initiator)
    }

    func standing(
        of job: JobID, for party: Party, at initiator: Party
    ) async throws -> JobStanding {
        try await self.initiator.standing(of: job, for: party, at: initiator)
    }

    func stop(
        _ job: JobID, as status: JobStatus, reason: String, of party: Party, at initiator: Party
    ) async throws {
        try await self.initiator.stop(
            job, as: status, reason: reason, of: party, at: initiator)
    }
}

/// Is told the names of the calls about tasks that coordinator and parties of a site make.
public struct CallListener: Sendable {
    let note: @Sendable (String) -> Void

    /// Makes a listener of a function.
    public init(_ note: @escaping @Sendable (String) -> Void) { self.note = note }
}
