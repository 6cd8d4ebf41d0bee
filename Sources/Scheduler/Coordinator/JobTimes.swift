import Domain

/// Since when a job waits and runs, as its events were recorded.
struct JobTimes {
    private var queuedAt: Timestamp?
    private(set) var startedAt: Timestamp?
    /// When the newest attempt to start began, or got its newest answer.
    private(set) var attemptedAt: Timestamp?

    mutating func note(_ event: JobEvent, at time: Timestamp) {
        switch event {
        case .submitted, .rerunRequested: (queuedAt, startedAt) = (time, nil)
        case .started: startedAt = time
        case .startDecided, .partyReserved, .partyLacked: attemptedAt = time
        default: break
        }
    }

    /// When the job has waited, or run, for as long as it may; `nil` without a limit.
    func deadline(of state: JobState) -> JobDeadline? {
        let limits = state.submission?.limits
        let phase: (limit: JobLimit, since: Timestamp?, seconds: Int?)? =
            switch state.status {
            case .ready, .waiting: (.queue, queuedAt, limits?.queueTimeoutSeconds)
            case .running: (.run, startedAt, limits?.timeoutSeconds)
            default: nil
            }
        guard let phase, let since = phase.since, let seconds = phase.seconds else { return nil }
        return JobDeadline(
            limit: phase.limit, time: since.advanced(byMilliseconds: Int64(seconds) * 1_000))
    }
}

/// A moment at which a job has used up one of its limits.
struct JobDeadline: Hashable {
    let limit: JobLimit
    let time: Timestamp
}
