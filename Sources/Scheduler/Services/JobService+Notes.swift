public import Domain
public import Journal

extension JobService {
    /// Keeps notes with a job at some of its parties that live here, in one commit.
    ///
    /// - Throws: `PartyRejection.unknownJob` when one of them has no part of it,
    ///   `PartyRejection.notesTooLong`.
    public func note(
        _ notes: String, of job: JobID, at parties: [Party], _ context: CommandContext
    ) async throws {
        try await journal.commit(context.begun(job)) { transaction in
            for party in parties {
                try await transaction.decide(
                    .note(notes), by: PartyDecider.self, on: .party(job, party))
            }
        }
    }
}
