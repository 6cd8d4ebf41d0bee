import Domain
import Journal

extension DomainEvent {
    /// The stream in which something may have become due.
    var reactingStream: StreamIdentity? {
        switch self {
        case .job(let job, _): .job(job)
        case .party(let job, let party, _): .party(job, party)
        case .track, .engine, .table, .model, .peer, .site: nil
        }
    }

    /// The stream in which things happen again that was over, and may be forgotten.
    var reopenedStream: StreamIdentity? {
        switch self {
        case .job(let job, .rerunRequested): .job(job)
        case .party(let job, let party, .reopened): .party(job, party)
        case .job, .party, .track, .engine, .table, .model, .peer, .site: nil
        }
    }

    /// Whether the queue may have got room, or another head.
    var concernsQueue: Bool {
        switch self {
        case .engine: true
        case .job(_, let event):
            switch event {
            case .partyCreated, .partyReopened, .partyReserved, .partyLacked, .startOverdue,
                .startPauseEnded, .started, .ended:
                true
            case .submitted, .partyRefused, .partyUnanswered, .waitingExplained, .startDecided,
                .partyReleased, .partyStarted, .taskStarted, .taskReported, .taskEnded,
                .partyUnreachable, .limitReached, .taskLimitReached, .stopRequested, .partyClosed,
                .rerunRequested,
                .partyDeclined,
                .taskRetryScheduled, .taskRetryReleased, .parametersRevised, .componentsInherited:
                false
            }
        case .site(.queueOrdered): true
        case .party, .track, .table, .model, .peer, .site: false
        }
    }
}
