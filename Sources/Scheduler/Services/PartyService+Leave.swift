public import Domain
import EventStore
public import Journal

extension PartyService {
    /// Ends a party's part of a job whose coordinator does not answer: its workers stop, then its
    /// cores are free. Returns when that is so.
    ///
    /// Should the coordinator come back, it hears that the tasks were stopped, and is refused new
    /// ones: its job ends too, and `audit reconcile` shows that the party ended by itself.
    ///
    /// - Parameters:
    ///   - round: The round that is left; `nil` for the one that the party is in.
    ///   - context: Who ends it: nobody who coordinates the job.
    public func leave(
        _ job: JobID, at party: Party, round: Int? = nil, as status: JobStatus, reason: String,
        _ context: CommandContext
    ) async throws {
        let position = journal.log.head
        if try await isLeft(job, at: party, round, as: status, reason: reason, context) { return }
        for try await _ in journal.log.subscribe(after: position) {
            if try await isLeft(job, at: party, round, as: status, reason: reason, context) {
                return
            }
        }
        throw CancellationError()
    }

    /// Whether the part is over; `false` while workers are still told to stop.
    private func isLeft(
        _ job: JobID, at party: Party, _ round: Int?, as status: JobStatus, reason: String,
        _ context: CommandContext
    ) async throws -> Bool {
        let state = try await journal.state(of: PartyDecider.self, .party(job, party))
        let left = round ?? state.round
        if state.status.isEnd || left < state.round { return true }
        do {
            try await end(job, at: party, round: left, as: status, reason: reason, context)
            return true
        } catch PartyRejection.stillAtWork {
            return false
        }
    }
}
