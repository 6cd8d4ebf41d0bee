/// A job at one party as its events tell it.
public struct PartyState: Hashable, Sendable {
    /// One run of one component at this party.
    public struct TaskRun: Hashable, Sendable {
        /// How far the run is.
        public enum Phase: Hashable, Sendable {
            /// The process is to be started.
            case starting
            /// The process was started.
            case launched(WorkerIdentity)
            case ended(TaskStatus)
        }

        /// The version of the run.
        public let version: Int
        /// The name of the worker process.
        public let worker: String
        /// SHA-256 of the secret that the worker's reports carry, hex.
        public let tokenDigest: String
        /// How far the run is.
        public internal(set) var phase: Phase
        /// Whether the worker said that it is at work.
        public internal(set) var isRunning = false
        /// What the worker said at its end.
        public internal(set) var result: WorkerResult?
        /// The status that a stop asked for.
        public internal(set) var stopStatus: TaskStatus?
        /// Why it was stopped or failed.
        public internal(set) var reason = ""
        /// The round of the job that the run belongs to.
        public internal(set) var round = 0
        /// The earlier job that it was taken over from; `nil` for one that ran here.
        public internal(set) var inheritedFrom: JobID?

        /// FATE's `party_status`.
        public var status: TaskStatus {
            switch phase {
            case .ended(let status): status
            case .starting, .launched: .running
            }
        }
    }

    /// What was created; `nil` before.
    public internal(set) var creation: PartyCreation?
    /// FATE's job status at this party.
    public internal(set) var status = JobStatus.ready
    /// The attempt whose cores the party holds.
    public internal(set) var reservedAttempt: Int?
    /// The attempt for which the engine had too few cores.
    public internal(set) var lackedAttempt: Int?
    /// The newest attempt that the party has answered, or that was taken back.
    public internal(set) var lastAttempt = 0
    /// The newest run of each component that was started or stopped here.
    public internal(set) var runs: [ComponentName: TaskRun] = [:]

    /// The version of each component that is to run, or ran last; 0 for those not named.
    var versions: [ComponentName: Int] = [:]
    /// The number of the round that the party takes part in, 0 until the job runs again.
    public internal(set) var round = 0
    /// How often the parameters were changed.
    public internal(set) var revision = 0
    /// What people want to remember of the job.
    public internal(set) var notes = ""
    /// The components whose metrics were thrown away since they ran last.
    var cleaned: Set<ComponentName> = []
    /// The components of which output tables were thrown away since they ran last.
    public internal(set) var componentsWithoutOutput: Set<ComponentName> = []

    /// The version of a component that is to run, or ran last.
    public func version(of component: ComponentName) -> Int { versions[component] ?? 0 }

    /// The output tables of the components that succeeded, by component and name.
    public func output(_ name: String, of component: ComponentName) -> TaskOutput? {
        runs[component]?.result?.tables.first { $0.name == name }
    }

    /// The output model of a component that succeeded.
    public func model(of component: ComponentName) -> ModelOutput? {
        runs[component]?.result?.model
    }

    /// The components whose worker may still be at work, in topological order.
    public var componentsAtWork: [ComponentName] {
        (creation?.tasks ?? []).map(\.component).filter { runs[$0]?.status == .running }
    }

    /// The plan of a component.
    public func plan(of component: ComponentName) -> PartyTaskPlan? {
        creation?.tasks.first { $0.component == component }
    }
}
