/// The rules of a job at one party's site (FATE-Flow `controller/job_controller.py`,
/// `controller/task_controller.py`).
///
/// A task succeeds when its worker reported success *and* its process ended well; either alone is
/// not enough. Reports that come early, twice, late or for an earlier version change nothing.
public enum PartyDecider: Decider {
    public static let initialState = PartyState()

    public static func decide(
        _ command: PartyCommand, _ state: PartyState
    ) throws(PartyRejection) -> [PartyEvent] {
        if case .create(let creation) = command {
            if state.creation == creation { return [] }
            guard !state.status.isEnd else { throw .alreadyEnded(state.status) }
            guard state.creation == nil else { throw .alreadyCreated }
            return [.created(creation)]
        }
        if case .end(let status, let reason, _) = command, state.creation == nil {
            // The request to create may still be on its way: it is to find that it comes too late.
            return state.status.isEnd ? [] : [.ended(status, reason: reason)]
        }
        guard state.creation != nil else { throw .unknownJob }
        switch command {
        case .create:
            throw .alreadyCreated
        case .reserve(let attempt):
            guard !state.status.isEnd else { throw .alreadyEnded(state.status) }
            if state.reservedAttempt == attempt { return [] }
            guard attempt > state.lastAttempt else { throw .staleAttempt(attempt) }
            return [.reserved(attempt: attempt)]
        case .noteLack(let attempt):
            return attempt > state.lastAttempt ? [.lacked(attempt: attempt)] : []
        case .release(let attempt):
            // One that was not reserved yet never will be.
            let isOpen = attempt > state.lastAttempt && !state.status.isEnd
            return isOpen || state.reservedAttempt == attempt ? [.released(attempt: attempt)] : []
        case .start(let round):
            guard !state.isOver(round) else { return [] }
            guard !state.status.isEnd else { throw .alreadyEnded(state.status) }
            return state.status == .running ? [] : [.started]
        case .startTask(let component, let version, let worker, let tokenDigest):
            return try startTask(component, version, worker, tokenDigest, state)
        case .recordLaunch(let component, let version, let identity):
            return try recordLaunch(component, version, identity, state)
        case .reportRunning(let component, let version):
            guard let run = try currentRun(component, version, state), !run.isRunning,
                !run.status.isEnd
            else { return [] }
            return [.taskRunning(component, version: version)]
        case .reportEnd(let component, let version, let result):
            return try reportEnd(component, version, result, state)
        case .recordExit(let component, let version, let exit):
            return try recordExit(component, version, exit, state)
        case .stopTask(let component, let version, let status, let reason):
            return try stopTask(component, version, status, reason, state)
        case .end(let status, let reason, let round):
            if let round, round > state.round, state.status.isEnd {
                // The request to take part may still be on its way, and comes too late then.
                return [.reopened(round: round), .ended(status, reason: reason)]
            }
            guard !state.status.isEnd, !state.isOver(round) else { return [] }
            let atWork = state.componentsAtWork
            guard atWork.isEmpty else { throw .stillAtWork(atWork) }
            return [.ended(status, reason: reason)]
        case .createTask(let component, let version, let autoRetries):
            return try createTask(component, version, autoRetries, state)
        case .reopen(let round):
            return try reopen(round, state)
        case .revise(let revision):
            return try revise(revision, state)
        case .note(let notes):
            return try note(notes, state)
        case .clean(let components, let tables):
            return try clean(components, tables, state)
        case .inherit(let task):
            return try inherit(task, state)
        }
    }

    public static func evolve(_ state: inout PartyState, _ event: PartyEvent) {
        switch event {
        case .created(let creation):
            state.creation = creation
            state.status = .waiting
        case .reserved(let attempt):
            state.reservedAttempt = attempt
            state.lastAttempt = attempt
        case .lacked(let attempt):
            state.lackedAttempt = attempt
            state.lastAttempt = attempt
        case .released(let attempt):
            state.reservedAttempt = nil
            state.lastAttempt = max(state.lastAttempt, attempt)
        case .started:
            state.status = .running
        case .taskStarting(let component, let version, let worker, let tokenDigest):
            state.runs[component] = PartyState.TaskRun(
                version: version, worker: worker, tokenDigest: tokenDigest, phase: .starting,
                round: state.round)
            state.cleaned.remove(component)
            state.componentsWithoutOutput.remove(component)
        case .taskLaunched(let component, _, let identity):
            state.runs[component]?.phase = .launched(identity)
        case .taskRunning(let component, _):
            state.runs[component]?.isRunning = true
        case .taskReported(let component, _, let result):
            state.runs[component]?.result = result
            state.runs[component]?.isRunning = true
        case .taskStopRequested(let component, let version, let status, let reason):
            if state.runs[component]?.version != version {
                state.runs[component] = PartyState.TaskRun(
                    version: version, worker: "", tokenDigest: "", phase: .ended(status),
                    round: state.round)
            }
            state.runs[component]?.stopStatus = status
            state.runs[component]?.reason = reason
        case .taskEnded(let component, _, let status, let reason):
            state.runs[component]?.phase = .ended(status)
            state.runs[component]?.reason = reason
        case .ended(let status, _):
            state.status = status
            state.reservedAttempt = nil
        case .taskCreated(let component, let version, _, _):
            state.versions[component] = version
        case .reopened(let round):
            state.round = round
            state.status = .waiting
        case .revised(let revision):
            state.creation = state.creation?.revised(by: revision)
            state.revision = revision.number
        case .noted(let notes):
            state.notes = notes
        case .cleaned(let cleaning):
            cleaned(&state, cleaning)
        case .taskInherited(let task):
            inherited(&state, task)
        }
    }
}
