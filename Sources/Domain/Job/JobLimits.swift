/// Where a job stands in the queue, and how long it and its tasks may wait and run.
public struct JobLimits: Hashable, Sendable {
    /// Which job comes first in a queue that goes by priority: the higher number.
    public let priority: Int
    /// How long the job may run; `nil` in jobs accepted before this was recorded.
    public let timeoutSeconds: Int?
    /// How long the job may wait in the queue; `nil` for as long as it takes.
    public let queueTimeoutSeconds: Int?
    /// How long one run of a task may take; a component that is not here may run as long as the job.
    public let taskSeconds: [ComponentName: Int]

    /// Makes limits. Numbers that no conf may have, as a file from elsewhere can, give the nearest that
    /// can be counted with.
    public init(
        priority: Int = 0, timeoutSeconds: Int? = nil, queueTimeoutSeconds: Int? = nil,
        taskSeconds: [ComponentName: Int] = [:]
    ) {
        self.priority = min(max(priority, -Self.most), Self.most)
        self.timeoutSeconds = timeoutSeconds.map(Self.seconds)
        self.queueTimeoutSeconds = queueTimeoutSeconds.map(Self.seconds)
        self.taskSeconds = taskSeconds.mapValues(Self.seconds)
    }

    private static let most = JobParameters.secondsMax

    private static func seconds(_ number: Int) -> Int { min(max(number, 0), most) }
}

extension JobSpecification {
    /// What the job asks of its coordinator's queue and timers: the initiator's parameters, and for
    /// each task the shortest time that any of the parties that run it gives it.
    public func limits(of components: [PlannedComponent]) -> JobLimits {
        guard let own = jobParameters(for: initiator) else { return JobLimits() }
        let seconds = components.compactMap { component in
            component.parties
                .compactMap { jobParameters(for: $0)?.taskTimeoutSeconds(of: component.name) }
                .min().map { (component.name, $0) }
        }
        return JobLimits(
            priority: own.priority, timeoutSeconds: own.timeoutSeconds,
            queueTimeoutSeconds: own.queueTimeoutSeconds,
            taskSeconds: Dictionary(seconds) { first, _ in first })
    }
}

/// Which of its limits a job has used up.
public enum JobLimit: String, Hashable, Sendable {
    /// `job_parameters.common.queue_timeout`, from the submission to the start.
    case queue
    /// `job_parameters.common.timeout`, from the start on.
    case run
}
