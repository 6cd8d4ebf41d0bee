import Domain
import EventStore
import Journal

/// Writes down what happened to a federated job, and with it the retries that it makes due and the
/// tasks that it lets start.
///
/// One commit for both: the end of a task and the start of the next stand together or not at all,
/// and no task waits for a second look at the log.
struct JobLedger: Sendable {
    let journal: Journal

    /// Decides a command, then starts what has become startable.
    ///
    /// - Throws: `JobRejection`, and what the journal throws.
    func record(_ command: JobCommand, of job: JobID, _ context: CommandContext) async throws {
        try await journal.commit(context) { transaction in
            // Read before the state: the decision saw at least so much.
            let position = journal.log.head.number
            try await transaction.decide(command, by: JobDecider.self, on: .job(job))
            var state = try await transaction.state(of: JobDecider.self, .job(job))
            if state.owesRetries {
                try await transaction.decide(
                    .scheduleRetries(now: context.now), by: JobDecider.self, on: .job(job))
                state = try await transaction.state(of: JobDecider.self, .job(job))
            }
            let components = TaskPlanner.plan(state)
            guard !components.isEmpty else { return }
            try await transaction.decide(
                .startTasks(components, position: position), by: JobDecider.self, on: .job(job))
        }
    }
}
