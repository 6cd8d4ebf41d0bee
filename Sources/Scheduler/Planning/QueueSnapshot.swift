public import Domain

/// What the queue looks like at one position of the log.
public struct QueueSnapshot: Hashable, Sendable {
    /// A job that waits.
    public struct WaitingJob: Hashable, Sendable {
        /// The job.
        public let job: JobID
        /// What each of its parties at this site needs and does not hold yet.
        public let needs: [Need]
        /// How far it is on its way to the start.
        public let phase: Phase
        /// What it asked of the queue.
        public let limits: JobLimits
        /// Why it waits, as was recorded last.
        public let reasons: [WaitReason]
        /// The policy by whose order alone it waits, as was recorded last; of most jobs of a long queue
        /// that is all there is to know.
        let heldUpBy: QueuePolicy?

        /// Makes a waiting job.
        public init(
            job: JobID, needs: [Need], phase: Phase, limits: JobLimits = JobLimits(),
            reasons: [WaitReason] = []
        ) {
            self.job = job
            self.needs = needs
            self.phase = phase
            self.limits = limits
            self.reasons = reasons
            heldUpBy = QueuePlanner.policy(behind: reasons)
        }
    }

    /// How far a waiting job is on its way to the start.
    public enum Phase: Hashable, Sendable {
        /// It may start now, for all that this site knows.
        case ready
        /// Its parties are being asked for their cores.
        case starting
        /// As `starting`, and another site takes its time to answer.
        case unanswered
        /// Another site had too few cores; it is asked again after a pause.
        case lacking
        /// Another site did not answer; it is asked again after a pause.
        case unreachable

        /// Whether the job is taking its cores.
        var isStarting: Bool { self == .starting || self == .unanswered }
    }

    /// What one party of a job needs.
    public struct Need: Hashable, Sendable {
        /// The party.
        public let party: Party
        /// Its need.
        public let need: ResourceNeed

        /// Makes a need.
        public init(party: Party, need: ResourceNeed) {
            self.party = party
            self.need = need
        }
    }

    /// In which order jobs start.
    public let policy: QueuePolicy
    /// The waiting jobs, the oldest first.
    public let jobs: [WaitingJob]
    /// The engines of this site; other engines are asked, not known.
    public let engines: [String: EngineState]
    /// When each running job is stopped at the latest; a job without a limit is left out.
    public let ends: [JobID: Timestamp]
    /// The time of the newest event.
    public let now: Timestamp

    /// Makes a snapshot.
    public init(
        policy: QueuePolicy = .fifo, jobs: [WaitingJob], engines: [String: EngineState],
        ends: [JobID: Timestamp] = [:], now: Timestamp = Timestamp(millisecondsSinceEpoch: 0)
    ) {
        self.policy = policy
        self.jobs = jobs
        self.engines = engines
        self.ends = ends
        self.now = now
    }
}

/// What the planner wants to be done with a waiting job.
public enum QueueDecision: Hashable, Sendable {
    /// Ask the parties to reserve, and start.
    case start(JobID)
    /// Let it wait, for these reasons, which are others than before.
    case wait(JobID, [WaitReason])
}
