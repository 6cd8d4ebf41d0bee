public import Domain
import Journal

/// The coordinator's side of the reports of parties (FATE-Flow `scheduling_apps/initiator_app.py`).
public struct InitiatorService: InitiatorClient {
    private let ledger: JobLedger
    private let clock: any WallClock

    /// Makes the service of the site at which these parties live.
    public init(parties: PartyService) {
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

    public func stop(
        _ job: JobID, as status: JobStatus, reason: String, of party: Party, at initiator: Party
    ) async throws {
        let context = CommandContext(
            actor: party.description, correlationID: job.text, now: clock.now())
        try await ledger.record(.stop(status, reason: reason), of: job, context)
    }
}
