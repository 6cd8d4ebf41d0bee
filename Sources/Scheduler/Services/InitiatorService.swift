public import Domain
public import Journal

/// The coordinator's side of the reports of parties (FATE-Flow `scheduling_apps/initiator_app.py`).
public struct InitiatorService: InitiatorClient {
    private let journal: Journal
    private let clock: any WallClock

    /// Makes the service.
    public init(journal: Journal, clock: any WallClock) {
        self.journal = journal
        self.clock = clock
    }

    public func report(
        _ report: TaskReport, of job: JobID, to initiator: Party
    ) async throws {
        let context = CommandContext(
            actor: report.party.description, correlationID: job.text, now: clock.now())
        try await journal.execute(
            .report(report), by: JobDecider.self, on: .job(job), context)
    }
}
