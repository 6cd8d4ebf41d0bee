/// A federated job as accepted: what was asked, and the plan that follows from it.
///
/// The plan is recorded with the request, so that folding a job never parses a DSL.
public struct JobSubmission: Hashable, Sendable {
    /// The job.
    public let job: JobID
    /// The party whose site coordinates.
    public let initiator: Party
    /// All parties, in the order of the conf.
    public let parties: [Party]
    /// The components in topological order.
    public let components: [PlannedComponent]
    /// How many tasks may run at once; `nil` for no limit (FATE: the initiator needs no cores).
    public let parallelism: Int?
    /// What the job asked of the queue.
    public let limits: JobLimits
    /// How often failed tasks are run again without being asked.
    public let retries: RetryPolicy
    /// The DSL as submitted, JSON text.
    public let dsl: String
    /// The runtime conf as submitted, JSON text.
    public let conf: String
    /// What the job takes over from an earlier one; on the log by an event of its own.
    public let inheritance: JobInheritance?

    /// Makes a submission.
    public init(
        job: JobID, initiator: Party, parties: [Party], components: [PlannedComponent],
        parallelism: Int?, limits: JobLimits = JobLimits(), retries: RetryPolicy = RetryPolicy(),
        dsl: String, conf: String, inheritance: JobInheritance? = nil
    ) {
        self.job = job
        self.initiator = initiator
        self.parties = parties
        self.components = components
        self.parallelism = parallelism
        self.limits = limits
        self.retries = retries
        self.dsl = dsl
        self.conf = conf
        self.inheritance = inheritance
    }
}

/// One component of an accepted job.
public struct PlannedComponent: Hashable, Sendable {
    /// The name in the DSL.
    public let name: ComponentName
    /// FATE's module name.
    public let module: String
    /// The components that must succeed first.
    public let upstream: [ComponentName]
    /// The parties that run it; roles without this module are left out.
    public let parties: [Party]

    /// Makes a planned component.
    public init(name: ComponentName, module: String, upstream: [ComponentName], parties: [Party]) {
        self.name = name
        self.module = module
        self.upstream = upstream
        self.parties = parties
    }
}
