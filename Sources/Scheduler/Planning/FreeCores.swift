import Domain

/// The cores that a plan may still give away, at the engines of this site.
struct FreeCores {
    private let engines: [String: EngineState]
    private var free: [String: Int]

    /// What nobody holds, less what jobs that are being started have not reserved yet.
    init(_ snapshot: QueueSnapshot) {
        engines = snapshot.engines
        free = engines.mapValues(\.freeCores)
        for job in snapshot.jobs where job.phase.isStarting { take(job) }
    }

    /// Gives a job its cores.
    mutating func take(_ job: QueueSnapshot.WaitingJob) {
        for need in job.needs { take(need.need) }
    }

    /// The cores of an engine that nobody has; `nil` when it is another site's.
    func cores(of engine: String) -> Int? { free[engine] }

    /// What is missing at each engine, over all parties that draw from it together.
    func shortages(of job: QueueSnapshot.WaitingJob) -> [WaitReason] {
        var rest = self
        return job.needs.compactMap { need in
            guard let engine = engines[need.need.engine] else { return nil }
            let left = rest.cores(of: need.need.engine) ?? 0
            rest.take(need.need)
            return left >= need.need.cores
                ? nil : Self.shortage(need, left: max(0, left), engine)
        }
    }

    private mutating func take(_ need: ResourceNeed) {
        free[need.engine]? -= need.cores
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
