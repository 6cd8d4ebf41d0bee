/// What one party of a job takes from its compute engine while the job runs.
public struct ResourceNeed: Hashable, Sendable {
    /// The engine's name.
    public let engine: String
    /// Cores for the whole job: cores of a task times the tasks that may run at once.
    public let cores: Int
    /// Memory in bytes; 0 where the engine does not count it.
    public let memory: Int

    /// Makes a need.
    public init(engine: String, cores: Int, memory: Int = 0) {
        self.engine = engine
        self.cores = cores
        self.memory = memory
    }
}

/// Who holds cores of an engine: one party of one job.
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
    /// The cores asked for.
    public let wantedCores: Int
    /// The cores that were free.
    public let freeCores: Int
    /// All cores of the engine.
    public let totalCores: Int
    /// Who held the others.
    public let holders: [ResourceHolder]

    /// Makes a shortage.
    public init(
        engine: String, wantedCores: Int, freeCores: Int, totalCores: Int, holders: [ResourceHolder]
    ) {
        self.engine = engine
        self.wantedCores = wantedCores
        self.freeCores = freeCores
        self.totalCores = totalCores
        self.holders = holders
    }
}
