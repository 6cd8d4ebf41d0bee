import Domain

/// What the queue's planner and the pauses between attempts ask of the jobs that wait.
extension OpenStreams {
    /// A waiting job as the planner sees it; `nil` for one that does not wait.
    func waitingJob(_ job: JobID) -> QueueSnapshot.WaitingJob? {
        guard let state = jobs[job]?.state, state.status == .waiting else { return nil }
        return QueueSnapshot.WaitingJob(
            job: job, needs: needs(of: state, job), phase: phase(of: state, job),
            limits: state.submission?.limits ?? JobLimits(), reasons: state.waitReasons)
    }

    /// How far a waiting job is on its way to the start.
    private func phase(of state: JobState, _ job: JobID) -> QueueSnapshot.Phase {
        guard let attempt = state.attempts.last else { return .ready }
        if state.isStarting { return attempt.isOverdue ? .unanswered : .starting }
        if attempt.isPauseOver { return .ready }
        let lacking = partiesElsewhere(state, job).flatMap { attempt.lacking[$0] ?? [] }
        if lacking.isEmpty { return .ready }
        return lacking.contains { $0.code == .unreachable } ? .unreachable : .lacking
    }

    /// The attempt after which a waiting job is in a pause of this kind, and since when.
    func pause(
        of job: JobID, _ kind: StartPause.Kind
    ) -> (attempt: Int, since: Timestamp)? {
        guard let state = jobs[job]?.state, state.status == .waiting,
            let since = times[job]?.attemptedAt
        else { return nil }
        let isInPause =
            switch (kind, phase(of: state, job)) {
            case (.answers, .starting): !partiesElsewhere(state, job).isEmpty
            case (.retry, .lacking), (.retry, .unreachable): true
            case (.answers, _), (.retry, _): false
            }
        return isInPause ? (state.attempts.count, since) : nil
    }

    private func partiesElsewhere(_ state: JobState, _ job: JobID) -> [Party] {
        (state.submission?.parties ?? []).filter { party in
            parties[ResourceHolder(job: job, party: party)] == nil
        }
    }

    /// What the parties at this site need and do not hold, in the order of the conf.
    private func needs(of state: JobState, _ job: JobID) -> [QueueSnapshot.Need] {
        (state.submission?.parties ?? []).compactMap { party in
            let holder = ResourceHolder(job: job, party: party)
            guard case .created(let need) = state.parties[party], parties[holder] != nil,
                engines[need.engine]?.state.holdings[holder] == nil
            else { return nil }
            return QueueSnapshot.Need(party: party, need: need)
        }
    }
}
