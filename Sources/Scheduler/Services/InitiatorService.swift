public import Domain
import Journal

/// The coordinator's side of the reports of parties (FATE-Flow `scheduling_apps/initiator_app.py`).
public struct InitiatorService: InitiatorClient {
    private let journal: Journal
    private let ledger: JobLedger
    private let clock: any WallClock

    /// Makes the service of the site at which these parties live.
    public init(parties: PartyService) {
        journal = parties.journal
        ledger = JobLedger(parties: parties)
        clock = parties.clock
    }

    public func report(
        _ report: TaskReport, of job: JobID, to initiator: Party
    ) async throws {
        let context = CommandContext(
            actor: report.party.description, correlationID: job.text, now: clock.now())
        try await ledger.record(.report(report), of: job, context)
    }

    public func standing(
        of job: JobID, for party: Party, at initiator: Party
    ) async throws -> JobStanding {
        let state = try await journal.state(of: JobDecider.self, .job(job))
        guard let submission = state.submission, submission.parties.contains(party) else {
            return .unknown
        }
        return .known(state.status, round: state.round, reason: state.reason)
    }

    public func stop(
        _ job: JobID, as status: JobStatus, reason: String, of party: Party, at initiator: Party
    ) async throws {
        let context = CommandContext(
            actor: party.description, correlationID: job.text, now: clock.now())
        try await ledger.record(.stop(status, reason: reason), of: job, context)
    }
}
