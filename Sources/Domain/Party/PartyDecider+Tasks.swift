extension PartyDecider {
    static func startTask(
        _ component: ComponentName, _ version: Int, _ worker: String, _ tokenDigest: String,
        _ state: PartyState
    ) throws(PartyRejection) -> [PartyEvent] {
        // Asked again: what was started stays so, whatever has happened since.
        if let run = state.runs[component], run.version >= version { return [] }
        guard !state.status.isEnd else { throw .alreadyEnded(state.status) }
        guard state.reservedAttempt != nil else { throw .notReserved }
        guard let plan = state.plan(of: component) else { throw .unknownComponent(component) }
        guard version >= state.version(of: component) else { return [] }
        let creation = try createTask(component, version, 0, state)
        let starting = PartyEvent.taskStarting(
            component, version: version, worker: worker, tokenDigest: tokenDigest)
        guard let (status, reason) = endAtOnce(plan, state) else { return creation + [starting] }
        let end = PartyEvent.taskEnded(component, version: version, status, reason: reason)
        return creation + [starting, end]
    }

    /// How a task ends before it begins; `nil` when a worker is to be started.
    private static func endAtOnce(
        _ plan: PartyTaskPlan, _ state: PartyState
    ) -> (TaskStatus, reason: String)? {
        guard plan.needRun else { return (.pass, "need_run is false") }
        // A coordinator believes what it was told of ends; the party knows who is at work. Mostly
        // that is nobody, and the parameters need not be read.
        let atWork = state.componentsAtWork
        guard !atWork.isEmpty, let creation = state.creation,
            let most = creation.parallelismMax, atWork.count >= most
        else { return nil }
        let names = atWork.map(\.text).joined(separator: ", ")
        let reason = """
            \(creation.party) holds cores for \(most == 1 ? "one task" : "\(most) tasks") at once, \
            and \(names) \(atWork.count == 1 ? "is" : "are") still at work there
            """
        return (.failed, reason)
    }

    static func recordLaunch(
        _ component: ComponentName, _ version: Int, _ identity: WorkerIdentity,
        _ state: PartyState
    ) throws(PartyRejection) -> [PartyEvent] {
        guard let run = try currentRun(component, version, state), run.phase == .starting
        else { return [] }
        return [.taskLaunched(component, version: version, identity)]
    }

    static func reportEnd(
        _ component: ComponentName, _ version: Int, _ result: WorkerResult, _ state: PartyState
    ) throws(PartyRejection) -> [PartyEvent] {
        guard result.status.isEnd else { throw .notAnEnd(result.status) }
        guard let run = try currentRun(component, version, state), run.result == nil,
            !run.status.isEnd
        else { return [] }
        return [.taskReported(component, version: version, result)]
    }

    static func recordExit(
        _ component: ComponentName, _ version: Int, _ exit: WorkerExit, _ state: PartyState
    ) throws(PartyRejection) -> [PartyEvent] {
        guard let run = try currentRun(component, version, state), !run.status.isEnd
        else { return [] }
        let (status, reason) = outcome(of: run, exit: exit, party: state.creation?.party)
        return [.taskEnded(component, version: version, status, reason: reason)]
    }

    static func stopTask(
        _ component: ComponentName, _ version: Int, _ status: TaskStatus, _ reason: String,
        _ state: PartyState
    ) throws(PartyRejection) -> [PartyEvent] {
        guard status.isInterrupt else { throw .notAnEnd(status) }
        guard state.plan(of: component) != nil else { throw .unknownComponent(component) }
        let stop = PartyEvent.taskStopRequested(
            component, version: version, status, reason: reason)
        guard let run = state.runs[component], run.version >= version else {
            // Never started here: it ends before it begins, and a start that comes later is void.
            guard version >= state.version(of: component) else { return [] }
            let creation = try createTask(component, version, 0, state)
            return creation + [
                stop, .taskEnded(component, version: version, status, reason: reason),
            ]
        }
        return run.version > version || run.status.isEnd || run.stopStatus != nil ? [] : [stop]
    }

    /// The run that a report of `version` speaks for; `nil` when that run is an earlier one.
    static func currentRun(
        _ component: ComponentName, _ version: Int, _ state: PartyState
    ) throws(PartyRejection) -> PartyState.TaskRun? {
        guard state.plan(of: component) != nil else { throw .unknownComponent(component) }
        guard let run = state.runs[component], version <= run.version else {
            throw .unknownVersion(component, version: version)
        }
        return version == run.version ? run : nil
    }

    private static func outcome(
        of run: PartyState.TaskRun, exit: WorkerExit, party: Party?
    ) -> (TaskStatus, String) {
        let isWell = exit == .exited(code: 0) || exit == .gone
        if let result = run.result, isWell || !result.status.isSuccess {
            return (result.status, result.reason)
        }
        if let stopStatus = run.stopStatus { return (stopStatus, run.reason) }
        let processID: String =
            if case .launched(let identity) = run.phase { " (pid \(identity.processID))" } else {
                ""
            }
        let place = party.map { " of \($0)" } ?? ""
        let missing = run.result == nil ? exit.withoutResult : ""
        return (.failed, "worker \(run.worker)\(processID)\(place) \(exit.sentence)\(missing)")
    }
}

extension WorkerExit {
    /// What happened, to follow the name of the worker.
    var sentence: String {
        switch self {
        case .exited(let code): "ended with exit code \(code)"
        case .killed(let signal): "was killed by signal \(signal)"
        case .gone: "ended"
        case .notStarted(let reason): "could not be started: \(reason)"
        }
    }

    /// What to add where the worker should have reported first.
    var withoutResult: String {
        switch self {
        case .exited, .gone: " without reporting a result"
        case .killed, .notStarted: ""
        }
    }
}
