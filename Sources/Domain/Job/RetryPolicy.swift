/// How often, and after how long, a failed task is run again without being asked.
public struct RetryPolicy: Hashable, Sendable {
    /// How many times each task is retried in one round (`auto_retries`).
    public let countMax: Int
    /// How long to wait before each retry (`auto_retry_delay`).
    public let delaySeconds: Int

    /// Makes a policy; without arguments, nothing is retried. Numbers that no conf may have, as a file
    /// from elsewhere can, give the nearest that one may.
    public init(countMax: Int = 0, delaySeconds: Int = 0) {
        self.countMax = min(max(countMax, 0), Int(Int32.max))
        self.delaySeconds = min(max(delaySeconds, 0), Int(Int32.max))
    }

    /// The policy in the initiator's job parameters.
    public init(_ parameters: JobParameters) {
        self.init(
            countMax: parameters.autoRetries, delaySeconds: parameters.autoRetryDelaySeconds)
    }
}

/// A run of a task that the coordinator has decided on because the one before it failed.
public struct TaskRetry: Hashable, Sendable {
    /// The component.
    public let component: ComponentName
    /// The version that is to run.
    public let version: Int
    /// When it may start.
    public let dueAt: Timestamp
    /// How many more retries the task has behind this one.
    public let retriesLeft: Int
    /// Why the run before it failed.
    public let reason: String

    /// Makes a retry.
    public init(
        component: ComponentName, version: Int, dueAt: Timestamp, retriesLeft: Int, reason: String
    ) {
        self.component = component
        self.version = version
        self.dueAt = dueAt
        self.retriesLeft = retriesLeft
        self.reason = reason
    }
}
