import Domain
import Journal

/// What a job hears, or does not hear, of its tasks at other sites.
extension EffectRunner {
    /// Asks another site how a task is, again and again, until its end is known: parties report by
    /// themselves, this repairs what was lost on the way.
    func collect(_ task: TaskID, _ party: Party) async throws {
        guard try await !parties.isHere(party) else { return }
        var answeredAt = clock.now()
        while !Task.isCancelled {
            await clock.wait(milliseconds: limits.sweepMilliseconds)
            let state = try await journal.state(of: JobDecider.self, .job(task.job))
            guard state.isAwaiting(task, at: party) else { return }
            do {
                let report = try await ask(party, of: task.job) {
                    try await parties.collect(task, at: party)
                }
                answeredAt = clock.now()
                if let report { try await note(report, of: task.job) }
            } catch {
                // A party that is away now is asked again with the next sweep.
                let silence = clock.now().milliseconds(since: answeredAt)
                guard silence >= limits.silence(in: state), !Task.isCancelled else { continue }
                let reason =
                    "\(party) did not answer for \(silence / 1_000) s, last: \(error)"
                return try await record(
                    .noteUnreachable(party, since: answeredAt, reason: reason), of: task.job)
            }
        }
    }

    /// Records the party's own word, as if it had reported by itself.
    private func note(_ report: TaskReport, of job: JobID) async throws {
        let context = CommandContext(
            actor: report.party.description, correlationID: job.text, now: clock.now())
        try await ledger.record(.report(report), of: job, context)
    }
}

extension JobState {
    /// Whether the end of a run at a party is still to come.
    fileprivate func isAwaiting(_ task: TaskID, at party: Party) -> Bool {
        guard let known = tasks[task.component], known.version == task.version, !isClosed else {
            return false
        }
        return known.parties[party]?.isEnd == false
    }
}

extension SchedulerLimits {
    /// For how long the parties of a job may say nothing.
    fileprivate func silence(in state: JobState) -> Int64 {
        state.stopStatus == nil ? silenceMilliseconds : stopSilenceMilliseconds
    }
}
