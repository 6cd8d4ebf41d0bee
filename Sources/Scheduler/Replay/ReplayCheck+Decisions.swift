import Domain
import EventStore
import Journal

extension ReplayCheck {
    /// What the queue decided is what the planner says at the position that the decision names.
    mutating func checkQueue(_ event: JobEvent, of job: JobID, _ entry: JournalEntry) {
        let (kind, recorded) = event.queueDecision
        guard let basis = event.queueBasis else {
            return report.skip(
                kind, at: entry.position, "recorded before decisions named their position")
        }
        let plan = plans.take(basis)
        guard basis < entry.position.number else {
            return differ(
                kind, job, entry, basis, recorded, "nothing",
                "it names position \(basis), which is not before its own")
        }
        if let gap = source.extent.gap ?? missing.reason {
            return report.skip(kind, at: entry.position, gap)
        }
        guard let plan else {
            return report.skip(kind, at: entry.position, "its position is not among the events")
        }
        let isSame =
            switch (event, plan.decisions[job]) {
            case (.startDecided, .start): true
            case (.waitingExplained(let old, _), .wait(_, let new)):
                old.count == new.count && zip(old, new).allSatisfy { $0.isSame(as: $1) }
            case _: false
            }
        guard !isSame else { return count(kind) }
        differ(kind, job, entry, basis, recorded, plan.decided(job), plan.basis(of: job))
    }

    /// A task was the planner's next, and nothing else happens while one is due.
    mutating func checkTasks(_ event: JobEvent, of job: JobID, _ entry: JournalEntry) {
        let started: ComponentName? =
            if case .taskStarted(let component, _, _) = event { component } else { nil }
        guard let state = known(job, started == nil ? nil : .task, entry) else { return }
        let due = TaskPlanner.plan(state).first
        let why = "tasks at work: \(state.atWork); startable: \(state.startable)"
        switch (started, due) {
        case (let started?, _):
            guard started != due else { return count(.task) }
            differ(
                .task, job, entry, nil, "start \(started)", due.map { "start \($0)" } ?? "nothing",
                why)
        case (nil, let due?) where !event.precedesTaskStarts:
            differ(.task, job, entry, nil, "nothing", "start \(due)", why)
        case (nil, _):
            break
        }
    }

    /// A limit was used up when it ended the job, or the run of a task.
    mutating func checkLimit(
        _ limit: JobDeadline.Limit, decidedAt: UInt64, of job: JobID, _ entry: JournalEntry
    ) {
        guard known(job, .limit, entry) != nil else { return }
        let recorded = limit.sentence
        guard let deadline = streams.deadline(of: job, limit) else {
            return differ(
                .limit, job, entry, decidedAt, recorded, "nothing", "no such limit runs for it")
        }
        let early = deadline.milliseconds(since: entry.recordedAt)
        guard early > Self.slackMilliseconds else { return count(.limit) }
        differ(
            .limit, job, entry, decidedAt, recorded, "nothing yet",
            "its limit is used up \(early) ms later")
    }

    /// A pause was there to end.
    mutating func checkPause(
        _ kind: StartPause.Kind, _ attempt: Int, of job: JobID, _ entry: JournalEntry
    ) {
        guard known(job, .pause, entry) != nil else { return }
        let pause = streams.pause(of: job, kind)
        guard pause?.attempt != attempt else { return count(.pause) }
        differ(
            .pause, job, entry, nil, "end the pause after attempt \(attempt)", "nothing",
            pause.map { "it is in the pause after attempt \($0.attempt)" }
                ?? "no other site holds it up")
    }

    /// What answers an effect was due after the event that it names as its cause.
    mutating func checkEffect(_ entry: JournalEntry, cause: String) {
        let state: JobState? =
            if case .job(let job, _) = entry.event { streams.job(job) } else { nil }
        guard let (stream, effect) = entry.event.answered(state), let job = stream.job,
            let due = dues.due(in: stream, after: cause)
        else { return }
        guard !due.contains(effect) else { return count(.effect) }
        differ(
            .effect, job, entry, nil, effect.sentence,
            due.isEmpty ? "nothing" : due.map(\.sentence).joined(separator: "; "),
            "as the job stood after the event \(cause)")
    }

    /// The state of a job before an event; `nil` when it is not known, which is noted for `kind`.
    mutating func known(
        _ job: JobID, _ kind: ReplayKind?, _ entry: JournalEntry
    ) -> JobState? {
        guard !missing.holds(job), let state = streams.job(job) else {
            let reason =
                missing.holds(job)
                ? "events of the job have no payload here" : "the job's first events are not here"
            if let kind { report.skip(kind, at: entry.position, reason) }
            return nil
        }
        return state
    }

    mutating func count(_ kind: ReplayKind) { report.checked[kind, default: 0] += 1 }

    mutating func differ(
        _ kind: ReplayKind, _ job: JobID, _ entry: JournalEntry, _ decidedAt: UInt64?,
        _ recorded: String, _ decided: String, _ why: String
    ) {
        count(kind)
        report.add(
            ReplayDifference(
                position: entry.position, decidedAt: decidedAt, job: job, kind: kind,
                recorded: recorded, decided: decided, why: why))
    }
}

extension JobDeadline.Limit {
    /// What is done when it is used up, in words.
    fileprivate var sentence: String {
        switch self {
        case .job(let limit): "end it for its \(limit.rawValue) limit"
        case .task(let component, let version):
            "stop version \(version) of \(component) for its task_timeout"
        }
    }
}

extension JobEvent {
    /// What was recorded, in words.
    fileprivate var queueDecision: (ReplayKind, String) {
        if case .waitingExplained(let reasons, _) = self {
            return (.wait, "let it wait: \(reasons.sentence)")
        }
        return (.start, "start it")
    }

    /// Whether tasks are started by the same commit only behind this event.
    fileprivate var precedesTaskStarts: Bool {
        switch self {
        case .taskEnded, .ended, .taskRetryScheduled, .taskRetryReleased: true
        default: false
        }
    }
}

extension JobState {
    fileprivate var atWork: String { Self.list(orderedTasks.filter(\.isAtWork).map(\.plan.name)) }
    fileprivate var startable: String { Self.list(startableComponents) }

    private static func list(_ names: [ComponentName]) -> String {
        names.isEmpty ? "none" : names.map(\.text).joined(separator: ", ")
    }
}

extension StreamIdentity {
    fileprivate var job: JobID? {
        switch self {
        case .job(let job), .party(let job, _), .track(let job, _): job
        case .engine, .table, .model, .peer, .site: nil
        }
    }
}
