/// Other parameters for the next round of a job.
public struct JobRevision: Hashable, Sendable {
    /// 1 for the first change of a job's parameters, then 2, 3…
    public let number: Int
    /// The runtime conf from now on, JSON text.
    public let conf: String
    /// How many tasks may run at once; `nil` for no limit.
    public let parallelism: Int?
    /// What the job asks of the queue.
    public let limits: JobLimits
    /// How often failed tasks are retried.
    public let retries: RetryPolicy
    /// The components whose parameters were named in the change.
    public let components: [ComponentName]

    /// Makes a revision.
    public init(
        number: Int, conf: String, parallelism: Int?, limits: JobLimits, retries: RetryPolicy,
        components: [ComponentName]
    ) {
        self.number = number
        self.conf = conf
        self.parallelism = parallelism
        self.limits = limits
        self.retries = retries
        self.components = components
    }
}

extension JobSubmission {
    /// The submission with the parameters of a revision.
    public func revised(by revision: JobRevision) -> JobSubmission {
        JobSubmission(
            job: job, initiator: initiator, parties: parties, components: components,
            parallelism: revision.parallelism, limits: revision.limits, retries: revision.retries,
            dsl: dsl, conf: revision.conf, inheritance: inheritance)
    }
}
