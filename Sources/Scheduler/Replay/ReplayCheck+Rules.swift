import Domain
import EventStore
import Journal

extension ReplayCheck {
    /// What a report, an answer or a request has led to is what the job's rules make of it: the ends
    /// of tasks and of the job, retries, the next round. Nothing else stands in a job's stream.
    mutating func checkRules(_ event: JobEvent, of job: JobID, _ entry: JournalEntry) {
        guard event.isOfRules(streams.job(job)) else { return }
        guard let state = known(job, .rule, entry) else { return following.forget(job) }
        let expected = following.expected(job)
        if following.advance(job, event) { return count(.rule) }
        guard expected.isEmpty else {
            following.forget(job)
            return differ(
                event, job, entry, expected.map(\.sentence).joined(separator: ", or "), state)
        }
        let ways = event.commands(state, at: entry.recordedAt)
            .compactMap { try? JobDecider.decide($0, state) }
            .filter { $0.first?.isSameDecision(as: event) == true }
        following.begin(job, ways)
        if ways.isEmpty { return differ(event, job, entry, "nothing", state) }
        checkRetries(event, job, entry, state)
    }

    /// Lists what the newest decision of a job has still to lead to, or what is due in it.
    mutating func noteUnfinished(_ job: JobID) {
        let expected = following.expected(job)
        for event in expected { notePending(.rule, job, event.sentence) }
        guard expected.isEmpty, let state = streams.job(job) else { return }
        if state.owesRetries { return notePending(.rule, job, "run what has failed again") }
        for component in TaskPlanner.plan(state) { notePending(.task, job, "start \(component)") }
    }

    /// Retries are decided on at once, and begin when their time has come.
    private mutating func checkRetries(
        _ event: JobEvent, _ job: JobID, _ entry: JournalEntry, _ state: JobState
    ) {
        switch event {
        case .taskRetryScheduled:
            break
        case _ where state.owesRetries:
            return differ(event, job, entry, "a retry of what has failed", state)
        case .taskRetryReleased(let component, _):
            let due = state.tasks[component]?.retry?.dueAt ?? entry.recordedAt
            let early = due.milliseconds(since: entry.recordedAt)
            guard early <= Self.slackMilliseconds else {
                return differ(event, job, entry, "nothing for \(early) ms more", state)
            }
        case _:
            break
        }
        count(.rule)
    }

    private mutating func differ(
        _ event: JobEvent, _ job: JobID, _ entry: JournalEntry, _ decided: String, _ state: JobState
    ) {
        let tasks = state.orderedTasks.map { "\($0.plan.name) \($0.status.rawValue)" }
        let why = "the job was \(state.status.rawValue); \(tasks.joined(separator: ", "))"
        differ(.rule, job, entry, nil, event.sentence, decided, why)
    }
}

extension JobEvent {
    /// Whether it follows from the job and what the event itself holds. What was submitted first does
    /// not, nor what nobody decided: that a party does not answer while the job runs.
    fileprivate func isOfRules(_ job: JobState?) -> Bool {
        switch self {
        case .submitted: job?.submission != nil
        case .componentsInherited: job?.status != .ready
        case .waitingExplained: job?.status != .running
        // Formerly recorded behind the close too, where it says nothing.
        case .partyReleased: job?.isClosed != true
        case _: true
        }
    }

    /// What happened, in words.
    fileprivate var sentence: String {
        switch self {
        case .started: "let it run"
        case .taskEnded(let component, let version, let status):
            "end version \(version) of \(component) as \(status.rawValue)"
        case .stopRequested(let status, _): "stop it as \(status.rawValue)"
        case .ended(let status, _): "end it as \(status.rawValue)"
        case .taskRetryScheduled(let retry):
            "run \(retry.component) again as version \(retry.version), with \(retry.retriesLeft) "
                + "retries left"
        case .rerunRequested(let round):
            "run " + round.tasks.map(\.component.text).joined(separator: ", ")
                + " in round \(round.number)"
        case _:
            (try? JobDecider.encode(self).type) ?? "\(self)"
        }
    }
}
