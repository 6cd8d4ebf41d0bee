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

        /// Makes a waiting job.
        public init(job: JobID, needs: [Need], phase: Phase) {
            self.job = job
            self.needs = needs
            self.phase = phase
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

    /// The waiting jobs, the oldest first.
    public let jobs: [WaitingJob]
    /// The engines of this site; other engines are asked, not known.
    public let engines: [String: EngineState]

    /// Makes a snapshot.
    public init(jobs: [WaitingJob], engines: [String: EngineState]) {
        self.jobs = jobs
        self.engines = engines
    }
}

/// What the planner wants to be done with a waiting job.
public enum QueueDecision: Hashable, Sendable {
    /// Ask the parties to reserve, and start.
    case start(JobID)
    /// Let it wait, for these reasons.
    case wait(JobID, [WaitReason])
}

/// Which waiting job starts next: the oldest, and no other before it (FATE's first in, first out),
/// but for those that wait for a site that does not answer.
///
/// Pure: the same snapshot gives the same decisions. A decision that has become stale is refused
/// by the job it is for.
public enum QueuePlanner {
    /// What to do with each waiting job.
    public static func plan(_ snapshot: QueueSnapshot) -> [QueueDecision] {
        var free = snapshot.engines.mapValues(\.freeCores)
        var decisions: [QueueDecision] = []
        var isBlocked = false
        for job in snapshot.jobs {
            switch job.phase {
            case .ready where isBlocked:
                decisions.append(.wait(job.job, [behind]))
            case .ready:
                let missing = shortages(of: job, snapshot.engines, &free)
                decisions.append(missing.isEmpty ? .start(job.job) : .wait(job.job, missing))
                isBlocked = true
            case .starting, .lacking:
                isBlocked = true
            case .unanswered:
                _ = shortages(of: job, snapshot.engines, &free)
            case .unreachable:
                break
            }
        }
        return decisions
    }

    /// Names no job, so that the reason stays the same while the queue moves.
    private static let behind = WaitReason(
        code: .behind, party: nil,
        text: "older jobs wait too; jobs start in the order of their submission")

    /// What is missing at each engine, over all parties that draw from it together.
    private static func shortages(
        of job: QueueSnapshot.WaitingJob, _ engines: [String: EngineState],
        _ free: inout [String: Int]
    ) -> [WaitReason] {
        job.needs.compactMap { need in
            guard let engine = engines[need.need.engine] else { return nil }
            let left = free[need.need.engine] ?? 0
            free[need.need.engine] = left - need.need.cores
            return left >= need.need.cores ? nil : shortage(need, left: max(0, left), engine)
        }
    }

    private static func shortage(
        _ need: QueueSnapshot.Need, left: Int, _ engine: EngineState
    ) -> WaitReason {
        let holders = Set(engine.holdings.keys.map(\.job)).sorted { $0.text < $1.text }
        let held = holders.map(\.text).joined(separator: ", ")
        return WaitReason(
            code: .cores, party: need.party, wantedCores: need.need.cores, freeCores: left,
            jobs: holders,
            text: "\(need.party) wants \(need.need.cores) cores of engine \(need.need.engine), "
                + "\(left) of \(engine.size?.cores ?? 0) are free"
                + (held.isEmpty ? "" : "; held by \(held)"))
    }
}
