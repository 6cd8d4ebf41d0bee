/// Where a job stands in the queue, and how long it may wait and run.
public struct JobLimits: Hashable, Sendable {
    /// Which job comes first in a queue that goes by priority: the higher number.
    public let priority: Int
    /// How long the job may run; `nil` in jobs accepted before this was recorded.
    public let timeoutSeconds: Int?
    /// How long the job may wait in the queue; `nil` for as long as it takes.
    public let queueTimeoutSeconds: Int?

    /// Makes limits.
    public init(
        priority: Int = 0, timeoutSeconds: Int? = nil, queueTimeoutSeconds: Int? = nil
    ) {
        self.priority = priority
        self.timeoutSeconds = timeoutSeconds
        self.queueTimeoutSeconds = queueTimeoutSeconds
    }

    /// The limits in a party's job parameters.
    public init(_ parameters: JobParameters) {
        self.init(
            priority: parameters.priority, timeoutSeconds: parameters.timeoutSeconds,
            queueTimeoutSeconds: parameters.queueTimeoutSeconds)
    }
}

/// Which of its limits a job has used up.
public enum JobLimit: String, Hashable, Sendable {
    /// `job_parameters.common.queue_timeout`, from the submission to the start.
    case queue
    /// `job_parameters.common.timeout`, from the start on.
    case run
}
