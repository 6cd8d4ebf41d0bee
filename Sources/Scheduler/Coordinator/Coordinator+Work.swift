import Domain
import Journal
import Logging

extension Coordinator {
    /// The longest pause between two tries.
    private static let pauseMillisecondsMax: Int64 = 30_000

    /// Does an effect while it is due.
    nonisolated func perform(_ effect: Effect, of stream: StreamIdentity) async {
        let patience = runner.patience(for: effect)
        let begin = clock.now()
        await insist(on: "\(effect)") {
            do {
                try await runner.perform(effect)
            } catch {
                guard let patience, !error.isRefusal, !Task.isCancelled,
                    clock.now().milliseconds(since: begin) >= patience
                else { throw error }
                try await runner.giveUp(effect, after: error)
            }
        } while: {
            await isDue(effect, of: stream)
        }
    }

    /// Carries out a planner's decision. A stale one is refused by the job, and that is that: the
    /// event that made it stale has led to a new plan.
    nonisolated func decide(_ command: JobCommand, _ job: JobID) async {
        await insist(on: "the plan for \(job)") {
            let context = CommandContext(
                actor: "planner", correlationID: job.text, now: clock.now())
            try await runner.ledger.record(command, of: job, context)
            // What is not made ready is made at the start.
            if case .explainWaiting = command { try? await runner.makeRoom(for: job) }
        } while: {
            true
        }
    }

    /// Tries again, ever less often, until it is done, refused, or not wanted any more.
    ///
    /// - Parameter what: Only asked for when something is to be said of it: the text of an effect is
    ///   found by reflection, which takes longer than to decide.
    private nonisolated func insist(
        on what: @autoclosure () -> String, _ work: () async throws -> Void,
        while isWanted: () async -> Bool
    ) async {
        var backoff: Backoff?
        while !Task.isCancelled {
            do {
                return try await work()
            } catch {
                // The site stops; the next one begins this again.
                if Task.isCancelled { return }
                if error.isRefusal { return logger.debug("\(what()) was stale: \(error)") }
                let name = what()
                var pauses =
                    backoff ?? Backoff(of: name, first: 100, longest: Self.pauseMillisecondsMax)
                let pause = pauses.pause()
                backoff = pauses
                logger.warning("\(name) failed, next try in \(pause) ms: \(error)")
                await clock.wait(milliseconds: pause)
            }
            guard await isWanted() else { return }
        }
    }
}
