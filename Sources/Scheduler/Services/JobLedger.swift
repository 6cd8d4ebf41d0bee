import Domain
import EventStore
import Journal

/// Writes down what happened to a federated job, and with it all that follows at this site.
///
/// One commit for all of it: the end of a task and the start of the next stand together or not at
/// all, and nothing waits for a second look at the log.
struct JobLedger: Sendable {
    private let journal: Journal
    private let inline: InlineEffects

    /// Makes the ledger of the site at which these parties live.
    init(parties: PartyService) {
        journal = parties.journal
        inline = InlineEffects(parties: parties)
    }

    /// Decides a command, then starts what has become startable and does what else is due here.
    ///
    /// - Throws: `JobRejection`, and what the journal throws.
    @discardableResult
    func record(
        _ command: JobCommand, of job: JobID, _ context: CommandContext
    ) async throws -> [JobEvent] {
        try await commit(context) { transaction in
            try await transaction.record(command, of: job)
        }.value
    }

    /// Commits what `body` decides and what follows from it at this site.
    ///
    /// - Parameter parts: The parts of the parties that are to be created.
    @discardableResult
    func commit<Value: Sendable>(
        _ context: CommandContext, creating parts: [Party: PartyPart] = [:],
        _ body: @Sendable (inout Transaction) async throws -> Value
    ) async throws -> (value: Value, position: Position) {
        let (value, position) = try await journal.commit(context) { transaction in
            let value = try await body(&transaction)
            try await inline.settle(&transaction, creating: parts)
            return value
        }
        return (value, position)
    }
}

extension Transaction {
    /// Decides a job's command, and with it the retries that it makes due and the tasks that it
    /// lets start.
    @discardableResult
    mutating func record(_ command: JobCommand, of job: JobID) async throws -> [JobEvent] {
        let stream = StreamIdentity.job(job)
        let events = try await decide(command, by: JobDecider.self, on: stream)
        var state = try await state(of: JobDecider.self, stream)
        if state.owesRetries {
            try await decide(
                .scheduleRetries(now: context.now), by: JobDecider.self, on: stream)
            state = try await self.state(of: JobDecider.self, stream)
        }
        let components = TaskPlanner.plan(state)
        guard !components.isEmpty else { return events }
        try await decide(
            .startTasks(components, position: head.number), by: JobDecider.self, on: stream)
        return events
    }
}
