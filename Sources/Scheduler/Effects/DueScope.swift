import Domain
import Journal

/// How much of what is due in a stream an event can change.
///
/// Most events of a job are about one component, and what is due for the others stays as it was: a job
/// of hundreds of components side by side would be looked at as a whole for each of them.
enum DueScope: Hashable {
    case everything
    case component(ComponentName)
    case nothing

    /// The scope of an event, as its decider says it; `nothing` for streams in which nothing is due.
    init(_ event: any Sendable) {
        switch event {
        case let event as JobEvent: self = event.dueScope
        case let event as PartyEvent: self = event.dueScope
        default: self = .nothing
        }
    }
}

extension DomainEvent {
    /// How much of what is due in its stream the event can change.
    var dueScope: DueScope {
        switch self {
        case .job(_, let event): event.dueScope
        case .party(_, _, let event): event.dueScope
        case .track, .engine, .table, .model, .peer, .site: .nothing
        }
    }
}

extension JobEvent {
    fileprivate var dueScope: DueScope {
        switch self {
        case .taskStarted(let component, _, _), .taskEnded(let component, _, _),
            .taskRetryReleased(let component, _), .taskLimitReached(let component, _, _):
            .component(component)
        case .taskReported(let report): .component(report.component)
        case .taskRetryScheduled(let retry): .component(retry.component)
        case .waitingExplained: .nothing
        case .submitted, .partyCreated, .partyRefused, .partyUnanswered, .startDecided,
            .startOverdue, .startPauseEnded, .partyReserved, .partyLacked, .partyReleased,
            .started, .partyStarted, .partyUnreachable, .limitReached, .stopRequested, .ended,
            .partyClosed, .rerunRequested, .partyReopened, .partyDeclined, .parametersRevised,
            .componentsInherited:
            .everything
        }
    }
}

extension PartyEvent {
    fileprivate var dueScope: DueScope {
        switch self {
        case .taskStarting(let component, _, _, _), .taskLaunched(let component, _, _),
            .taskRunning(let component, _), .taskReported(let component, _, _),
            .taskStopRequested(let component, _, _, _), .taskEnded(let component, _, _, _),
            .taskCreated(let component, _, _, _):
            .component(component)
        case .taskInherited(let task): .component(task.component)
        case .noted: .nothing
        case .created, .reserved, .lacked, .released, .started, .ended, .reopened, .revised,
            .cleaned:
            .everything
        }
    }
}

extension Effect {
    /// What has to be looked at to know whether it is due.
    var dueScope: DueScope {
        switch self {
        case .startTask(let task, _), .collectStatus(let task, _), .stopTask(let task, _, _, _),
            .createTask(let task, _), .releaseRetry(let task, _), .launchWorker(let task, _),
            .watchWorker(let task, _, _, _), .stopWorker(let task, _, _),
            .reportStatus(let task, _, _, _), .discardMessages(let task, _):
            .component(task.component)
        case .createParty, .reserveCores, .releaseCores, .startParty, .endParty, .reopenParty,
            .askCoordinator:
            .everything
        }
    }
}
