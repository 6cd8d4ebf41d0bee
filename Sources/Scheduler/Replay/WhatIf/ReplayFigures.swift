public import Domain
import Journal

/// How jobs fared: as recorded, or as they would have.
public struct ReplayFigures: Hashable, Sendable {
    /// One job.
    public struct Job: Hashable, Sendable {
        /// The job.
        public let job: JobID
        /// When it was submitted.
        public let submittedAt: Timestamp
        /// When all its parties had their cores; `nil` when it never started.
        public internal(set) var startedAt: Timestamp?
        /// When it ended; `nil` while it has not.
        public internal(set) var endedAt: Timestamp?
        /// How it ended, or how far it is.
        public internal(set) var status = JobStatus.ready

        /// From the submission to the start, in milliseconds.
        public var waitMilliseconds: Int64? { startedAt?.milliseconds(since: submittedAt) }

        /// From the start to the end, in milliseconds.
        public var runMilliseconds: Int64? {
            guard let startedAt else { return nil }
            return endedAt?.milliseconds(since: startedAt)
        }
    }

    /// The jobs in the order of their submission.
    public let jobs: [Job]
    /// From the first submission to the last end, in milliseconds.
    public let makespanMilliseconds: Int64
    /// The share of the cores of all engines of the site that jobs held meanwhile, from 0 to 1;
    /// `nil` when nothing says how many there were.
    public let utilisation: Double?

    /// The waits of the jobs that started, the shortest first.
    public var waits: [Int64] { jobs.compactMap(\.waitMilliseconds).sorted() }

    /// The mean wait in milliseconds; `nil` when no job started.
    public var meanWait: Double? {
        let waits = waits
        return waits.isEmpty ? nil : Double(waits.reduce(0, +)) / Double(waits.count)
    }

    /// The wait that this share of the jobs did not exceed (nearest rank), in milliseconds.
    public func wait(ofShare share: Double) -> Int64? {
        let waits = waits
        guard !waits.isEmpty else { return nil }
        let rank = Int((share * Double(waits.count)).rounded(.up))
        return waits[min(max(rank, 1), waits.count) - 1]
    }
}

/// Takes the figures of jobs off events, whether those were recorded or made up.
struct ReplayTally {
    private var jobs: [JobID: ReplayFigures.Job] = [:]
    private var order: [JobID] = []
    /// Jobs that have run again; only their first run counts.
    private var over: Set<JobID> = []
    private var held: [(time: Timestamp, job: JobID, cores: Int)] = []
    private var holdings: [ResourceHolder: Int] = [:]
    private var sizes: [(time: Timestamp, engine: String, cores: Int)] = []

    mutating func absorb(_ event: DomainEvent, at time: Timestamp) {
        switch event {
        case .job(let job, let event): absorb(event, of: job, at: time)
        case .engine(let name, let event): absorb(event, of: name, at: time)
        case .party, .track, .table, .model, .peer, .site: break
        }
    }

    private mutating func absorb(_ event: JobEvent, of job: JobID, at time: Timestamp) {
        if over.contains(job) { return }
        switch event {
        case .submitted:
            jobs[job] = ReplayFigures.Job(job: job, submittedAt: time)
            order.append(job)
        case .started:
            jobs[job]?.startedAt = time
            jobs[job]?.status = .running
        case .ended(let status, _):
            jobs[job]?.endedAt = time
            jobs[job]?.status = status
        case .rerunRequested:
            over.insert(job)
        default:
            break
        }
    }

    private mutating func absorb(_ event: EngineEvent, of engine: String, at time: Timestamp) {
        switch event {
        case .registered(let size), .resized(let size):
            sizes.append((time, engine, size.cores))
        case .reserved(let holder, let amount):
            if over.contains(holder.job) { return }
            holdings[holder] = amount.cores
            held.append((time, holder.job, amount.cores))
        case .released(let holder):
            guard let cores = holdings.removeValue(forKey: holder) else { return }
            held.append((time, holder.job, -cores))
        }
    }

    /// The figures of these jobs.
    func figures(of wanted: Set<JobID>) -> ReplayFigures {
        let jobs = order.filter(wanted.contains).compactMap { self.jobs[$0] }
        let start = jobs.map(\.submittedAt).min()
        let end = jobs.compactMap(\.endedAt).max()
        guard let start, let end else {
            return ReplayFigures(jobs: jobs, makespanMilliseconds: 0, utilisation: nil)
        }
        let used = held.reduce(Int64(0)) { sum, change in
            guard wanted.contains(change.job) else { return sum }
            return sum + Int64(change.cores)
                * max(0, end.milliseconds(since: max(start, change.time)))
        }
        let capacity = capacity(from: start, to: end)
        return ReplayFigures(
            jobs: jobs, makespanMilliseconds: end.milliseconds(since: start),
            utilisation: capacity > 0 ? Double(used) / Double(capacity) : nil)
    }

    /// Cores times milliseconds between two moments.
    private func capacity(from start: Timestamp, to end: Timestamp) -> Int64 {
        var cores: [String: Int] = [:]
        return sizes.reduce(0) { sum, size in
            let change = size.cores - (cores.updateValue(size.cores, forKey: size.engine) ?? 0)
            return sum + Int64(change) * max(0, end.milliseconds(since: max(start, size.time)))
        }
    }
}
