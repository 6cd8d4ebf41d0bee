import Domain
import EventStore
import Journal

/// What was due in the open streams after each of their events.
struct ReplayDues {
    private var dues: [StreamIdentity: [String: [Effect]]] = [:]
    private var newest: [StreamIdentity: [Effect]] = [:]

    /// Notes what is due after an event, by its id.
    mutating func note(_ effects: [Effect], in stream: StreamIdentity, after event: String) {
        // Most events change nothing: the same array is kept once.
        let kept = newest[stream].flatMap { $0 == effects ? $0 : nil } ?? effects
        newest[stream] = kept
        dues[stream, default: [:]][event] = kept
    }

    /// What was due after an event; `nil` for an event that is not of this stream.
    func due(in stream: StreamIdentity, after event: String) -> [Effect]? { dues[stream]?[event] }

    /// Forgets a stream in which nothing will happen any more.
    mutating func forget(_ stream: StreamIdentity) {
        dues[stream] = nil
        newest[stream] = nil
    }
}

extension DomainEvent {
    /// The effect that led to this event, where one way leads to it.
    ///
    /// - Parameter state: The job before the event.
    func answered(_ state: JobState?) -> (stream: StreamIdentity, effect: Effect)? {
        switch self {
        case .job(let job, let event):
            event.answered(job, state).map { (.job(job), $0) }
        case .party(let job, let party, .taskLaunched(let component, let version, _)):
            (
                .party(job, party),
                .launchWorker(TaskID(job: job, component: component, version: version), party)
            )
        case .party, .track, .engine, .table, .model, .peer, .site:
            nil
        }
    }
}

extension JobEvent {
    fileprivate func answered(_ job: JobID, _ state: JobState?) -> Effect? {
        switch self {
        case .partyCreated(let party, _), .partyRefused(let party, _),
            .partyUnanswered(let party, _):
            .createParty(job, party)
        case .partyReserved(let party, let attempt), .partyLacked(let party, let attempt, _):
            .reserveCores(job, party, attempt: attempt)
        case .partyReleased(let party, let attempt):
            .releaseCores(job, party, attempt: attempt)
        case .partyStarted(let party):
            state.map { .startParty(job, party, round: $0.round) }
        case .partyClosed(let party):
            state.map {
                .endParty(job, party, round: $0.round, as: $0.status, reason: $0.reason)
            }
        case .partyReopened(let party, let round, _), .partyDeclined(let party, let round, _, _):
            .reopenParty(job, party, round: round)
        case .submitted, .waitingExplained, .startDecided, .startOverdue, .startPauseEnded,
            .started, .taskStarted, .taskReported, .taskEnded, .partyUnreachable, .limitReached,
            .taskLimitReached,
            .stopRequested,
            .ended, .rerunRequested, .taskRetryScheduled, .taskRetryReleased, .parametersRevised,
            .componentsInherited:
            nil
        }
    }
}

extension Effect {
    /// What was asked for, in words.
    var sentence: String {
        switch self {
        case .createParty(_, let party): "ask \(party) to create its part"
        case .reserveCores(_, let party, let attempt):
            "ask \(party) for its cores, attempt \(attempt)"
        case .releaseCores(_, let party, let attempt):
            "have \(party) give its cores back, attempt \(attempt)"
        case .startParty(_, let party, _): "tell \(party) that the job runs"
        case .endParty(_, let party, _, let status, _):
            "tell \(party) that the job ended as \(status.rawValue)"
        case .reopenParty(_, let party, let round): "ask \(party) to take part in round \(round)"
        case .launchWorker(let task, let party): "launch the worker of \(task) at \(party)"
        case .startTask, .collectStatus, .stopTask, .createTask, .releaseRetry, .watchWorker,
            .stopWorker, .reportStatus, .discardMessages, .askCoordinator:
            "\(self)"
        }
    }
}
