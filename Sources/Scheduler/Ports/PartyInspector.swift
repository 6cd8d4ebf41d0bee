public import Domain

/// Asks the parties of a job, wherever they live, what it would lack there.
public protocol PartyInspector: Sendable {
    /// What the job would lack at a party; nothing is appended to any log.
    ///
    /// A site that cannot be reached, or will not or cannot look, is a finding and no error.
    func inspect(_ submission: JobSubmission, at party: Party) async throws -> PartyInspection
}
