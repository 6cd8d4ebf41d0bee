/// One reason why a job waits in the queue, or for an answer while it runs.
public struct WaitReason: Hashable, Sendable {
    /// What kind of reason it is.
    public enum Code: String, Sendable, CaseIterable {
        /// Another job is before this one in the queue.
        case behind
        /// A party's engine has too few free cores.
        case cores
        /// A party's engine has too little free memory.
        case memory
        /// A party refused.
        case refused
        /// A party did not answer in time; whether it has reserved is not known, or, while the job
        /// runs, how its tasks are.
        case unreachable
    }

    /// The kind.
    public let code: Code
    /// The party at which something is missing.
    public let party: Party?
    /// What is wanted there.
    public let wanted: ResourceAmount
    /// What is free there.
    public let free: ResourceAmount
    /// The jobs that hold the rest, or that are before this one.
    public let jobs: [JobID]
    /// A sentence for a person.
    public let text: String
    /// What the party's engine said of itself as it refused; `nil` where nobody asked it, in plans for
    /// instance, and in what sites say that do not tell.
    public let engine: EngineStanding?

    /// Makes a reason.
    public init(
        code: Code, party: Party?, wanted: ResourceAmount = .zero, free: ResourceAmount = .zero,
        jobs: [JobID] = [], text: String, engine: EngineStanding? = nil
    ) {
        self.code = code
        self.party = party
        self.wanted = wanted
        self.free = free
        self.jobs = jobs
        self.text = text
        self.engine = engine
    }
}
