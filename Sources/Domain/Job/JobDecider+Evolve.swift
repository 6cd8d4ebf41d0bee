extension JobDecider {
    public static func evolve(_ state: inout JobState, _ event: JobEvent) {
        switch event {
        case .submitted(let submission):
            submitted(&state, submission)
        case .partyCreated(let party, let need):
            created(&state, party, need)
        case .partyRefused(let party, let reason):
            state.parties[party] = .refused(reason: reason)
        case .partyUnanswered(let party, let reason):
            state.parties[party] = .unanswered(reason: reason)
        case .waitingExplained(let reasons, _):
            state.waitReasons = reasons
        case .startDecided:
            state.attempts.append(JobState.StartAttempt())
            state.isStarting = true
            // The queue has let it go; what a party lacked holds until that party has answered again.
            state.waitReasons.removeAll { $0.party == nil }
        case .startOverdue(let attempt):
            state.change(attempt) { $0.isOverdue = true }
        case .startPauseEnded(let attempt):
            state.change(attempt) { $0.isPauseOver = true }
        case .partyReserved(let party, let attempt):
            state.change(attempt) { _ = $0.reserved.insert(party) }
            state.waitReasons.removeAll { $0.party == party }
            state.settleAttempt()
        case .partyLacked(let party, let attempt, let reasons):
            state.change(attempt) { attempt in
                attempt.lacking[party] = reasons
                if reasons.contains(where: { $0.code == .unreachable }) {
                    attempt.unanswered.insert(party)
                }
            }
            state.setWaitReasons(reasons, of: party)
            state.settleAttempt()
        case .partyReleased(let party, let attempt):
            state.change(attempt) { attempt in
                attempt.reserved.remove(party)
                attempt.unanswered.remove(party)
            }
        case .started:
            state.status = .running
            state.waitReasons = []
        case .partyStarted(let party):
            state.startedParties.insert(party)
        case .taskStarted(let component, let version, _):
            state.tasks[component]?.version = version
            state.tasks[component]?.isStarted = true
            state.tasks[component]?.status = .running
        case .taskReported(let report):
            reported(&state, report)
        case .taskEnded(let component, _, let status):
            state.tasks[component]?.status = status
        case .partyUnreachable(let lost):
            evolve(&state, lost)
        case .limitReached:
            break
        case .taskLimitReached(let component, let version, _):
            guard state.tasks[component]?.version == version else { return }
            state.tasks[component]?.isTimedOut = true
        case .stopRequested(let status, let reason):
            state.stopStatus = status
            state.reason = reason
        case .ended(let status, let reason):
            state.status = status
            state.reason = reason
            state.waitReasons = []
        case .partyClosed(let party):
            state.parties[party] = .closed
        case .rerunRequested(let round):
            began(&state, round)
        case .partyReopened(let party, _, let need):
            created(&state, party, need)
        case .partyDeclined(let party, _, let reason, let isUnanswered):
            state.parties[party] =
                isUnanswered ? .unanswered(reason: reason) : .refused(reason: reason)
        case .taskRetryScheduled(let retry):
            scheduled(&state, retry)
        case .taskRetryReleased(let component, _):
            state.tasks[component]?.retry = nil
        case .parametersRevised(let revision):
            state.submission = state.submission?.revised(by: revision)
            state.revision = revision.number
        case .componentsInherited(let inheritance):
            inherited(&state, inheritance)
        }
    }

    private static func created(_ state: inout JobState, _ party: Party, _ need: ResourceNeed) {
        state.parties[party] = .created(need)
        guard state.isCreated else { return }
        state.status = .waiting
        state.wasCreated = true
    }

    private static func submitted(_ state: inout JobState, _ submission: JobSubmission) {
        state.submission = submission
        for party in submission.parties { state.parties[party] = .asked }
        for plan in submission.components {
            let waiting = plan.parties.map { ($0, TaskStatus.waiting) }
            state.tasks[plan.name] = JobState.FederatedTask(
                plan: plan, parties: Dictionary(waiting) { first, _ in first })
        }
    }

    private static func reported(_ state: inout JobState, _ report: TaskReport) {
        state.tasks[report.component]?.parties[report.party] = report.status
        if report.status.isInterrupt, state.tasks[report.component]?.reason.isEmpty == true {
            state.tasks[report.component]?.reason = report.reason
        }
    }
}

extension JobState {
    /// Whether every party has created its part.
    var isCreated: Bool {
        parties.values.allSatisfy { phase in
            switch phase {
            case .created: true
            case .asked, .refused, .unanswered, .closed: false
            }
        }
    }

    /// Why parties have not created their part, in the order of the conf.
    public var refusals: [(party: Party, reason: String)] {
        (submission?.parties ?? []).compactMap { party in
            switch parties[party] {
            case .refused(let reason), .unanswered(let reason): (party, reason)
            case .asked, .created, .closed, nil: nil
            }
        }
    }

    /// Sets the reasons of one party, at its place in the order of the conf.
    fileprivate mutating func setWaitReasons(_ reasons: [WaitReason], of party: Party) {
        let others = waitReasons.filter { $0.party != party }
        let order = submission?.parties ?? []
        let place = { (reason: WaitReason) in
            reason.party.flatMap(order.firstIndex) ?? order.count
        }
        let own = order.firstIndex(of: party) ?? order.count
        waitReasons =
            others.filter { place($0) < own } + reasons + others.filter { place($0) >= own }
    }

    /// Changes an attempt to start; one whose beginning was erased is not known.
    fileprivate mutating func change(_ attempt: Int, _ body: (inout StartAttempt) -> Void) {
        let index = attempt &- 1
        guard attempts.indices.contains(index) else { return }
        body(&attempts[index])
    }

    fileprivate mutating func settleAttempt() {
        guard let submission, let attempt = attempts.last else { return }
        if attempt.isAnswered(by: submission.parties) { isStarting = false }
    }

    /// The status that the job ends with now; `nil` while something is still to come.
    var finalStatus: JobStatus? {
        switch status {
        case .ready:
            let isAnswered = !parties.values.contains(.asked)
            return isAnswered && !isCreated ? .failed : nil
        case .waiting:
            return isStarting ? nil : stopStatus
        case .running:
            return finalStatusOfRunning
        case .canceled, .timeout, .failed, .pass, .success:
            return nil
        }
    }

    private var finalStatusOfRunning: JobStatus? {
        guard !tasks.values.contains(where: \.isAtWork), !owesRetries else { return nil }
        if tasks.values.allSatisfy(\.status.isSuccess) {
            // Only the start of a task tells a party that the job runs, beside the call that does.
            let isTold =
                startedParties.count == parties.count || !tasks.values.allSatisfy(\.isInherited)
            return isTold ? .success : stopStatus
        }
        if let stopStatus { return stopStatus }
        let isDone = tasks.values.allSatisfy { $0.isLeftOut || $0.status.isSuccess }
        guard isInterrupted || isDone else { return nil }
        return JobStatus.of(tasks: orderedTasks.map(\.status), scheduling: .noNext)
    }

    /// Why the job ended as it did: the stop's reason, or the first failed task's.
    var endReason: String {
        if !refusals.isEmpty {
            return refusals.map { "\($0.party): \($0.reason)" }.joined(separator: "; ")
        }
        if stopStatus != nil { return reason }
        guard let failed = orderedTasks.first(where: { $0.status.isInterrupt }) else { return "" }
        return "\(failed.plan.name) ended as \(failed.status.rawValue): \(failed.reason)"
    }
}
