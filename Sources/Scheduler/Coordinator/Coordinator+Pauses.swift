import Domain

/// How long a job that waits for other sites is left alone.
struct StartPause: Sendable {
    let job: JobID
    /// The attempt to start that it is about.
    let attempt: Int
    /// What the job waits for when the pause begins; `nil` while its parties are just being asked.
    let phase: QueueSnapshot.Phase?
}

extension Coordinator {
    /// The pauses between attempts to start, in milliseconds: about FATE's two seconds at first.
    private static let pauseMilliseconds = (first: Int64(2_000), longest: Int64(60_000))

    /// What an event says about other sites that hold a waiting job up.
    ///
    /// Engines of this site are known, and what changes there leads to a new plan. Other sites are
    /// asked again after a while.
    func notePause(of job: JobID, after event: JobEvent) {
        guard let state = streams.job(job) else { return }
        switch event {
        case .startDecided(let attempt, _):
            pauses[job] = nil
            if elsewhere(state, job).isEmpty { return }
            add(.pause(StartPause(job: job, attempt: attempt, phase: nil)))
        case .partyReserved, .partyLacked:
            guard !state.isStarting, state.status == .waiting, let attempt = state.attempts.last
            else { return }
            let lacking = elsewhere(state, job).compactMap { attempt.lacking[$0] }
            guard !lacking.isEmpty else {
                pauses[job] = nil
                return
            }
            let isAway = lacking.contains { $0.code == .unreachable }
            pauses[job] = isAway ? .unreachable : .lacking
            add(
                .pause(
                    StartPause(job: job, attempt: state.attempts.count, phase: pauses[job])))
        case .started, .ended:
            pauses[job] = nil
        case .submitted, .partyCreated, .partyRefused, .partyUnanswered, .waitingExplained,
            .partyReleased, .partyStarted, .taskStarted, .taskReported, .taskEnded,
            .stopRequested, .partyClosed:
            return
        }
    }

    /// Waits, and plans the queue again when the job still waits for the same.
    nonisolated func sit(out pause: StartPause) async {
        await clock.wait(milliseconds: milliseconds(of: pause))
        for (command, job) in await resume(after: pause) { await decide(command, job) }
    }

    private func resume(after pause: StartPause) -> [(command: JobCommand, job: JobID)] {
        guard !Task.isCancelled, let state = streams.job(pause.job), state.status == .waiting,
            state.attempts.count == pause.attempt, pauses[pause.job] == pause.phase
        else { return [] }
        if pause.phase == nil {
            guard state.isStarting else { return [] }
            pauses[pause.job] = .unanswered
        } else {
            pauses[pause.job] = nil
        }
        return plannedQueue()
    }

    private nonisolated func milliseconds(of pause: StartPause) -> Int64 {
        guard pause.phase != nil else { return runner.limits.startMilliseconds }
        var backoff = Backoff(
            of: "the start of \(pause.job)", first: Self.pauseMilliseconds.first,
            longest: Self.pauseMilliseconds.longest)
        for _ in 1..<max(1, min(pause.attempt, 16)) { _ = backoff.pause() }
        return backoff.pause()
    }

    private func elsewhere(_ state: JobState, _ job: JobID) -> [Party] {
        (state.submission?.parties ?? []).filter { !streams.isHere($0, of: job) }
    }
}
