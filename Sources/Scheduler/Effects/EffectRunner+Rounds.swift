import Domain
import Journal

/// What a job that runs again, or a task that is retried, asks of the world.
extension EffectRunner {
    func performRound(_ effect: Effect) async throws {
        switch effect {
        case .reopenParty(let job, let party, let round):
            try await reopenParty(job, party, round)
        case .createTask(let task, let party):
            try await createTask(task, party)
        case .releaseRetry(let task, let due):
            try await releaseRetry(task, due)
        case .createParty, .reserveCores, .releaseCores, .startParty, .startTask, .collectStatus,
            .stopTask, .endParty, .launchWorker, .watchWorker, .stopWorker, .reportStatus,
            .discardMessages, .askCoordinator:
            preconditionFailure("The first run of a job is done elsewhere")
        }
    }

    private func reopenParty(_ job: JobID, _ party: Party, _ round: Int) async throws {
        let state = try await journal.state(of: JobDecider.self, .job(job))
        guard state.round == round, let request = PartyReopening(of: state, for: party) else {
            return
        }
        let answer = try await parties.reopen(request, at: party)
        try await record(.recordReopening(party, round: round, answer), of: job)
    }

    private func createTask(_ task: TaskID, _ party: Party) async throws {
        let state = try await journal.state(of: JobDecider.self, .job(task.job))
        guard let known = state.tasks[task.component], known.version == task.version,
            let retry = known.retry
        else { return }
        try await ask(party, of: task.job) {
            try await parties.createTask(task, at: party, autoRetries: retry.retriesLeft)
        }
    }

    private func releaseRetry(_ task: TaskID, _ due: Timestamp) async throws {
        await clock.wait(milliseconds: max(0, due.milliseconds(since: clock.now())))
        // The site stops; the next one waits for what is left of the time.
        guard !Task.isCancelled else { return }
        try await record(.releaseRetry(task.component, version: task.version), of: task.job)
    }
}
