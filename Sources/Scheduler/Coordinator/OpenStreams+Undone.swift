import Domain
import Journal

/// What is due and was not done in the commit that made it due.
extension OpenStreams {
    /// What is due in one stream, but for what both sides of it, living here, have on the log already:
    /// asking again would change nothing. What is not found there is asked for, whatever kept it away.
    func undone(in stream: StreamIdentity, _ scope: DueScope = .everything) -> [Effect] {
        due(in: stream, scope).filter { !isDone($0) }
    }

    private func isDone(_ effect: Effect) -> Bool {
        switch effect {
        case .startTask(let task, let party):
            part(of: task.job, at: party)?.runs[task.component].map {
                $0.version >= task.version
            } ?? false
        case .collectStatus(let task, let party):
            // A party that lives here reports on this log.
            part(of: task.job, at: party) != nil
        case .reportStatus(let task, let party, let status, _):
            isKnown(status, of: task, at: party)
        case .createParty, .reserveCores, .releaseCores, .startParty, .stopTask, .endParty,
            .reopenParty, .createTask, .releaseRetry, .launchWorker, .watchWorker, .stopWorker,
            .discardMessages, .askCoordinator:
            false
        }
    }

    private func part(of job: JobID, at party: Party) -> PartyState? {
        self.party(ResourceHolder(job: job, party: party))
    }

    /// Whether the coordinator lives here and a report would say nothing new.
    private func isKnown(_ status: TaskStatus, of task: TaskID, at party: Party) -> Bool {
        guard let known = job(task.job)?.tasks[task.component],
            let newest = known.parties[party]
        else { return false }
        return known.version > task.version
            || known.version == task.version && (newest == status || newest.isEnd)
    }
}
