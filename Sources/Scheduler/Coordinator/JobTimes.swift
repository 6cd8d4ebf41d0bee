import Domain

/// Since when a job waits and runs, as its events were recorded.
struct JobTimes {
    private var queuedAt: Timestamp?
    private(set) var startedAt: Timestamp?
    /// When the newest attempt to start began, or got its newest answer.
    private(set) var attemptedAt: Timestamp?
    /// When the newest run of each task that has not ended was started.
    private var runs: [ComponentName: Timestamp] = [:]

    mutating func note(_ event: JobEvent, at time: Timestamp) {
        switch event {
        case .submitted, .rerunRequested: (queuedAt, startedAt, runs) = (time, nil, [:])
        case .started: startedAt = time
        case .startDecided, .partyReserved, .partyLacked: attemptedAt = time
        case .taskStarted(let component, _, _): runs[component] = time
        case .taskEnded(let component, _, _): runs[component] = nil
        default: break
        }
    }

    /// The first moment at which a limit of the job, or of one of its tasks, is used up; `nil` when
    /// none runs.
    func deadline(of state: JobState) -> JobDeadline? {
        deadlines(of: state).min { $0.time < $1.time }
    }

    /// When each limit that runs is used up: the job's, then those of its tasks by name.
    func deadlines(of state: JobState) -> [JobDeadline] {
        guard let limits = state.submission?.limits else { return [] }
        let phase: (limit: JobLimit, since: Timestamp?, seconds: Int?)? =
            switch state.status {
            case .ready, .waiting: (.queue, queuedAt, limits.queueTimeoutSeconds)
            case .running: (.run, startedAt, limits.timeoutSeconds)
            case .canceled, .timeout, .failed, .pass, .success: nil
            }
        let own = phase.flatMap { JobDeadline(.job($0.limit), $0.since, $0.seconds) }
        return (own.map { [$0] } ?? []) + tasks(of: state, limits)
    }

    private func tasks(of state: JobState, _ limits: JobLimits) -> [JobDeadline] {
        guard !limits.taskSeconds.isEmpty else { return [] }
        return runs.sorted { $0.key.text < $1.key.text }.compactMap { component, since in
            guard let task = state.tasks[component], state.isTimed(task) else { return nil }
            return JobDeadline(
                .task(component, version: task.version), since, limits.taskSeconds[component])
        }
    }
}

/// A moment at which a job, or a task of it, has used up one of its limits.
struct JobDeadline: Hashable {
    /// Whose limit it is.
    enum Limit: Hashable {
        case job(JobLimit)
        case task(ComponentName, version: Int)

        /// What to do when it is used up.
        func command(position: UInt64) -> JobCommand {
            switch self {
            case .job(let limit): .expire(limit, position: position)
            case .task(let component, let version):
                .expireTask(component, version: version, position: position)
            }
        }
    }

    let limit: Limit
    let time: Timestamp

    /// A limit of so many seconds from a moment on; `nil` where there is none.
    init?(_ limit: Limit, _ since: Timestamp?, _ seconds: Int?) {
        guard let since, let seconds else { return nil }
        self.limit = limit
        time = since.advanced(byMilliseconds: Int64(seconds) * 1_000)
    }
}
