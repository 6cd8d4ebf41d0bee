/// A federated job as its events tell it, and since when it and its components are as they are.
public struct JobMoments: Sendable {
    /// The job.
    public private(set) var job = JobDecider.initialState
    /// Since when the job has its status; `nil` for a job without events.
    public private(set) var status: Timestamp?
    /// When its stop was asked for; `nil` where nobody did.
    public private(set) var stop: Timestamp?
    /// When something of a component last changed: it was started, ended, or made ready to run again.
    public private(set) var components: [ComponentName: Timestamp] = [:]

    /// Makes the moments of a job that nothing is known of.
    public init() {}

    /// Folds one event of the job.
    ///
    /// - Parameter time: When it was recorded.
    public mutating func apply(_ event: JobEvent, at time: Timestamp) {
        let before = job
        JobDecider.evolve(&job, event)
        if job.status != before.status || job.round != before.round { status = time }
        if job.stopStatus != before.stopStatus { stop = job.stopStatus == nil ? nil : time }
        for (name, task) in job.tasks where !task.isAsFar(as: before.tasks[name]) {
            components[name] = time
        }
    }
}

extension JobState.FederatedTask {
    /// Whether a component is where it was, whatever single parties have said.
    fileprivate func isAsFar(as other: Self?) -> Bool {
        version == other?.version && isStarted == other?.isStarted && status == other?.status
            && retry == other?.retry
    }
}
