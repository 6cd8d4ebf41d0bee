import Domain

/// What must hold of a federated job, at its coordinator.
enum JobRules {
    /// The rules of one event.
    static func check(
        _ event: JobEvent, _ before: JobState, _ after: JobState
    ) throws(BrokenRule) {
        let isRerun = before.isClosed && after.status == .ready && after.round == before.round + 1
        try BrokenRule.unless(
            before.status == after.status || before.status.canBecome(after.status) || isRerun,
            "job \(name(after)): \(before.status) cannot become \(after.status) by \(event)")
        for (component, task) in after.tasks {
            guard let known = before.tasks[component] else { continue }
            try check(task, after: known, of: component, event)
        }
        switch event {
        case .started: try checkStart(after)
        case .taskStarted(let component, _, _): try checkTaskStart(component, before, after)
        case .taskLimitReached(let component, _, _): try checkLimit(component, before)
        case .ended(let status, _): try checkEnd(status, before)
        default: break
        }
    }

    /// A version grows, and within one an end is the end.
    private static func check(
        _ task: JobState.FederatedTask, after known: JobState.FederatedTask,
        of component: ComponentName, _ event: JobEvent
    ) throws(BrokenRule) {
        try BrokenRule.unless(
            task.version >= known.version,
            "\(component): version \(known.version) became \(task.version)")
        guard task.version == known.version else { return }
        try BrokenRule.unless(
            task.status == known.status || known.status.canBecome(task.status),
            "\(component): \(known.status) cannot become \(task.status) by \(event)")
        for (party, status) in known.parties where status.isEnd {
            try BrokenRule.unless(
                task.parties[party] == status,
                "\(component) of \(party): \(status) became \(task.parties[party] ?? .waiting)")
        }
    }

    private static func checkStart(_ state: JobState) throws(BrokenRule) {
        let parties = state.submission?.parties ?? []
        try BrokenRule.unless(
            state.attempts.last.map { parties.allSatisfy($0.reserved.contains) } == true,
            "job \(name(state)) starts without the cores of all parties")
    }

    private static func checkTaskStart(
        _ component: ComponentName, _ before: JobState, _ after: JobState
    ) throws(BrokenRule) {
        try BrokenRule.unless(
            before.tasks[component]?.isInherited == false,
            "\(component) starts in job \(name(after)), which has taken it over")
        try BrokenRule.unless(
            before.status == .running && !before.isInterrupted,
            "\(component) starts in a job that is \(before.status) or interrupted")
        let upstream = before.tasks[component]?.plan.upstream ?? []
        let isReady = upstream.allSatisfy { before.tasks[$0]?.status.isSuccess == true }
        try BrokenRule.unless(isReady, "\(component) starts before its upstream has succeeded")
        guard let most = after.submission?.parallelism else { return }
        let atWork = after.tasks.values.count(where: \.isAtWork)
        try BrokenRule.unless(
            atWork <= most, "\(atWork) tasks at once in job \(name(after)), at most \(most)")
    }

    private static func checkLimit(
        _ component: ComponentName, _ before: JobState
    ) throws(BrokenRule) {
        try BrokenRule.unless(
            before.tasks[component].map(before.isTimed) == true
                && before.submission?.limits.taskSeconds[component] != nil,
            "\(component) of job \(name(before)) has no time that runs out")
    }

    /// The status of a job is a function of those of its tasks (spec 4.4), but for a stop and for
    /// what ended before it ran.
    private static func checkEnd(_ status: JobStatus, _ state: JobState) throws(BrokenRule) {
        let tasks = state.orderedTasks.map(\.status)
        let atWork = state.orderedTasks.filter(\.isAtWork).map(\.plan.name)
        try BrokenRule.unless(
            atWork.isEmpty, "job \(name(state)) ends while \(atWork) are at work")
        switch state.status {
        case .running
        where state.stopStatus == nil || tasks.allSatisfy(\.isSuccess) && !waitsForParties(state):
            let expected = JobStatus.of(tasks: tasks, scheduling: .noNext)
            try BrokenRule.unless(
                status == expected,
                "job \(name(state)) ends as \(status), its tasks say \(String(describing: expected))"
            )
        case .running, .waiting:
            try BrokenRule.unless(
                status == state.stopStatus,
                "job \(name(state)) ends as \(status), not as it was stopped")
        case .ready:
            try BrokenRule.unless(
                status == .failed && !state.refusals.isEmpty,
                "job \(name(state)) ends as \(status) before it was created")
        case .canceled, .timeout, .failed, .pass, .success:
            throw BrokenRule("job \(name(state)) ends twice")
        }
    }

    /// The rules after a commit: a job that runs has something at work or a retry to wait for, and
    /// each task's status is that of its parties.
    static func check(settled state: JobState) throws(BrokenRule) {
        for (component, task) in state.tasks {
            let expected = TaskStatus.federated(of: task.parties.values)
            let isEnded = expected.isEnd || task.status.isEnd
            try BrokenRule.unless(
                !isEnded || task.status == expected || task.status.isInterrupt,
                "\(component) is \(task.status), its parties say \(expected)")
        }
        guard state.status == .running else { return }
        try BrokenRule.unless(
            state.orderedTasks.contains { $0.isAtWork || $0.retry != nil }
                || waitsForParties(state),
            "job \(name(state)) runs, and nothing of it is at work")
    }

    /// Whether a job has nothing to run, and parties that do not know yet that it runs.
    private static func waitsForParties(_ state: JobState) -> Bool {
        state.tasks.values.allSatisfy(\.isInherited)
            && state.startedParties.count < state.parties.count
    }

    private static func name(_ state: JobState) -> String { state.submission?.job.text ?? "?" }
}
