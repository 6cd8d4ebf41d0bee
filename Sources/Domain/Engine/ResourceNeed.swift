/// What one party of a job takes from its compute engine while the job runs.
public struct ResourceNeed: Hashable, Sendable {
    /// The engine's name.
    public let engine: String
    /// What the whole job takes: that of a task times the tasks that may run at once.
    public let amount: ResourceAmount

    /// Cores for the whole job.
    public var cores: Int { amount.cores }
    /// Memory in bytes for the whole job; 0 where the job names none.
    public var memory: Int { amount.memory }

    /// Makes a need.
    public init(engine: String, cores: Int, memory: Int = 0) {
        self.init(engine: engine, ResourceAmount(cores: cores, memory: memory))
    }

    /// Makes a need.
    public init(engine: String, _ amount: ResourceAmount) {
        self.engine = engine
        self.amount = amount
    }
}

/// Who holds a part of an engine: one party of one job.
public struct ResourceHolder: Hashable, Sendable {
    /// The job.
    public let job: JobID
    /// The party of the job.
    public let party: Party

    /// Makes a holder.
    public init(job: JobID, party: Party) {
        self.job = job
        self.party = party
    }
}

/// Why an engine could not give what was asked for.
public struct ResourceShortage: Hashable, Sendable {
    /// The engine's name.
    public let engine: String
    /// What was asked for, as far as the engine counts it.
    public let wanted: ResourceAmount
    /// What was free; nothing where more is held than there is.
    public let free: ResourceAmount
    /// What the engine has.
    public let total: ResourceAmount
    /// Who held the rest.
    public let holders: [ResourceHolder]
    /// What each of them held, where the engine itself refuses; a plan leaves that to the site's rows.
    public let standing: EngineStanding?

    /// Makes a shortage.
    public init(
        engine: String, wanted: ResourceAmount, free: ResourceAmount, total: ResourceAmount,
        holders: [ResourceHolder], standing: EngineStanding? = nil
    ) {
        self.engine = engine
        self.wanted = wanted
        self.free = ResourceAmount(cores: max(0, free.cores), memory: max(0, free.memory))
        self.total = total
        self.holders = holders
        self.standing = standing
    }
}
