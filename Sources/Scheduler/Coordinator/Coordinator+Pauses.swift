import Domain
import EventStore
import Journal

/// How long a job that waits for other sites is left alone.
struct StartPause: Sendable {
    /// What is waited for.
    enum Kind: Sendable, CaseIterable {
        /// The answers of other sites, before the job holds up no others any more.
        case answers
        /// Other sites, before they are asked again.
        case retry
    }

    let job: JobID
    /// The attempt to start that it is about.
    let attempt: Int
    let kind: Kind
    /// When it began.
    let since: Timestamp
    /// The id of the event that it follows.
    let cause: String
}

extension Coordinator {
    /// The pauses between attempts to start, in milliseconds: about FATE's two seconds at first.
    private static let pauseMilliseconds = (first: Int64(2_000), longest: Int64(60_000))

    /// Begins the pause that an event has made due, if any.
    ///
    /// Engines of this site are known, and what changes there leads to a new plan. Other sites are
    /// asked again after a while.
    func notePause(of job: JobID, after event: JobEvent, cause: EventID) {
        switch event {
        case .startDecided:
            beginPause(of: job, .answers, cause: cause.description)
        case .partyReserved, .partyLacked:
            beginPause(of: job, .retry, cause: cause.description)
        case .submitted, .partyCreated, .partyRefused, .partyUnanswered, .waitingExplained,
            .startOverdue, .startPauseEnded, .partyReleased, .started, .partyStarted, .taskStarted,
            .taskReported, .taskEnded, .partyUnreachable, .limitReached, .taskLimitReached,
            .stopRequested, .ended,
            .partyClosed,
            .rerunRequested, .partyReopened, .partyDeclined, .taskRetryScheduled,
            .taskRetryReleased, .parametersRevised, .componentsInherited:
            break
        }
    }

    /// Begins a pause of this kind, if the job is in one.
    func beginPause(of job: JobID, _ kind: StartPause.Kind, cause: String) {
        guard let (attempt, since) = streams.pause(of: job, kind) else { return }
        add(
            .pause(
                StartPause(job: job, attempt: attempt, kind: kind, since: since, cause: cause)))
    }

    /// Waits, and says that the pause is over. A job that waits for something else by then refuses.
    nonisolated func sit(out pause: StartPause) async {
        let past = clock.now().milliseconds(since: pause.since)
        await clock.wait(milliseconds: max(0, milliseconds(of: pause) - past))
        if Task.isCancelled { return }
        await Causation.$current.withValue(pause.cause) {
            switch pause.kind {
            case .answers: await decide(.noteOverdue(attempt: pause.attempt), pause.job)
            case .retry: await decide(.endPause(attempt: pause.attempt), pause.job)
            }
        }
    }

    private nonisolated func milliseconds(of pause: StartPause) -> Int64 {
        switch pause.kind {
        case .answers: return runner.limits.startMilliseconds
        case .retry:
            var backoff = Backoff(
                of: "the start of \(pause.job)", first: Self.pauseMilliseconds.first,
                longest: Self.pauseMilliseconds.longest)
            for _ in 1..<max(1, min(pause.attempt, 16)) { _ = backoff.pause() }
            return backoff.pause()
        }
    }
}
