/// A federated job as its events tell it, and since when it and its components are as they are.
public struct JobMoments: Sendable {
    /// The job.
    public private(set) var job = JobDecider.initialState
    /// When its present round was asked for, by the submission or by a rerun; `nil` for a job without
    /// events, and where that was erased.
    public private(set) var round: Timestamp?
    /// Since when the job has its status.
    public private(set) var status: Timestamp?
    /// When its stop was asked for; `nil` where nobody did.
    public private(set) var stop: Timestamp?
    /// When something last happened to a component: it was started, used up its time, ended, was taken
    /// over from another job, or may run again. One that has only been submitted is left out.
    public private(set) var components: [ComponentName: Timestamp] = [:]

    /// Makes the moments of a job that nothing is known of.
    public init() {}

    /// Folds one event of the job.
    ///
    /// - Parameter time: When it was recorded.
    public mutating func apply(_ event: JobEvent, at time: Timestamp) {
        let (status, isStopping) = (job.status, job.stopStatus != nil)
        JobDecider.evolve(&job, event)
        if event.beginsRound { round = time }
        if event.beginsRound || job.status != status { self.status = time }
        let isStoppingNow = job.stopStatus != nil
        if isStoppingNow != isStopping { stop = isStoppingNow ? time : nil }
        for component in event.concerned { components[component] = time }
    }
}

extension JobEvent {
    fileprivate var beginsRound: Bool {
        switch self {
        case .submitted, .rerunRequested: true
        default: false
        }
    }

    /// The components that it takes on, at all their parties.
    fileprivate var concerned: [ComponentName] {
        switch self {
        case .taskStarted(let component, _, _), .taskLimitReached(let component, _, _),
            .taskEnded(let component, _, _), .taskRetryReleased(let component, _):
            [component]
        case .taskRetryScheduled(let retry): [retry.component]
        case .rerunRequested(let round): round.tasks.map(\.component)
        case .componentsInherited(let inheritance): inheritance.components.map(\.component)
        default: []
        }
    }
}
