import Domain
import Journal

/// Does in a commit what the commit makes due, where only this site's log changes by it.
///
/// A coordinator and the parties that live at its site need no calls to agree: what one asks and
/// the other answers stands in the commit of the event that led to it. So the cores of such a job are
/// back in the commit that ends it, its next task starts in the one that ends the task before, and nobody
/// waits for the disk in between. What cannot be done here (another site's party, a process to
/// start) is left to ``EffectRunner``, which finds the same effects due.
struct InlineEffects: Sendable {
    let parties: PartyService

    /// Does everything of that kind, and what becomes due by it.
    ///
    /// - Parameter parts: The parts of the parties that are to be created.
    func settle(
        _ transaction: inout Transaction, creating parts: [Party: PartyPart] = [:]
    ) async throws {
        let routing = try await parties.journal.routing()
        let own = transaction.context
        var agenda = EffectAgenda()
        while let item = agenda.next(
            in: transaction,
            where: { effect, initiator in
                Self.isInline(effect, initiator, routing, parts)
            })
        {
            let untouched = transaction.savepoint
            do {
                transaction.context.causationID = item.cause
                try await perform(item.effect, creating: parts, in: &transaction)
            } catch let error where error.isRejection {
                // The runner asks again, and waits where waiting helps.
                transaction.rollBack(to: untouched)
            }
            transaction.context = own
        }
    }

    /// Whether an effect is done in the commit: it changes this site's log and nothing else, and lies
    /// on the way of every job. Stops, retries and reruns are rare, and `PartyService` reads more
    /// for them than a transaction should.
    private static func isInline(
        _ effect: Effect, _ initiator: Party?, _ routing: RoutingTable, _ parts: [Party: PartyPart]
    ) -> Bool {
        switch effect {
        case .createParty(_, let party):
            parts[party] != nil
        case .reserveCores(_, let party, _), .releaseCores(_, let party, _),
            .startParty(_, let party, _), .startTask(_, let party),
            .endParty(_, let party, _, _, _):
            routing.isHere(party)
        case .reportStatus:
            initiator.map(routing.isHere) ?? false
        case .collectStatus, .stopTask, .reopenParty, .createTask, .releaseRetry, .launchWorker,
            .watchWorker, .stopWorker, .discardMessages, .askCoordinator:
            false
        }
    }

    private func perform(
        _ effect: Effect, creating parts: [Party: PartyPart], in transaction: inout Transaction
    ) async throws {
        if case .reportStatus(let task, let party, let status, let reason) = effect {
            transaction.context.actor = party.description
            try await transaction.record(
                .report(TaskReport(task, party, status, reason: reason)), of: task.job)
            return
        }
        // First the party's side, then what the coordinator makes of its answer.
        transaction.context.actor = "coordinator"
        guard let (job, answer) = try await answer(to: effect, creating: parts, in: &transaction)
        else { return }
        transaction.context.actor = "scheduler"
        try await transaction.record(answer, of: job)
    }

    /// Has a party do what its coordinator asks; `nil` when there is nothing to write down for that.
    private func answer(
        to effect: Effect, creating parts: [Party: PartyPart], in transaction: inout Transaction
    ) async throws -> (JobID, JobCommand)? {
        switch effect {
        case .createParty(let job, let party):
            guard let part = parts[party] else { return nil }
            try await parties.create(part, in: &transaction)
            return (job, .recordCreation(party, .created(part.creation.need)))
        case .reserveCores(let job, let party, let attempt):
            let answer = try await parties.reserve(
                job, at: party, attempt: attempt, in: &transaction)
            return (job, .recordReservation(party, attempt: attempt, answer))
        case .releaseCores(let job, let party, let attempt):
            try await parties.release(job, at: party, attempt: attempt, in: &transaction)
            return (job, .recordRelease(party, attempt: attempt))
        case .startParty(let job, let party, let round):
            let ended = try await parties.start(job, at: party, round: round, in: &transaction)
            return (job, .recordStart(party, round: round, ended: ended))
        case .startTask(let task, let party):
            let refusal = try await parties.startTask(task, at: party, in: &transaction)
            return refusal.map {
                (task.job, .report(TaskReport(task, party, .failed, reason: $0)))
            }
        case .endParty(let job, let party, let round, let status, let reason):
            try await parties.end(
                job, at: party, round: round, as: status, reason: reason, in: &transaction)
            return (job, .recordClosing(party, round: round))
        case .collectStatus, .stopTask, .reopenParty, .createTask, .releaseRetry, .launchWorker,
            .watchWorker, .stopWorker, .reportStatus, .discardMessages, .askCoordinator:
            preconditionFailure("Only what changes the log alone is done in a commit")
        }
    }
}
