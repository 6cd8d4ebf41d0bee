import Domain

/// What a plan may still give away of the engines of this site.
struct FreeResources {
    private let engines: [String: EngineState]
    private var free: [String: ResourceAmount]
    /// What is missing for needs that were asked for since something was taken last: in a long queue
    /// many jobs need the same.
    private var missing: [[QueueSnapshot.Need]: [WaitReason]] = [:]

    /// What nobody holds, less what jobs that are being started have not reserved yet.
    init(_ snapshot: QueueSnapshot) {
        engines = snapshot.engines
        free = engines.mapValues(\.free)
        for job in snapshot.jobs where job.phase.isStarting { take(job) }
    }

    /// Gives a job what it needs.
    mutating func take(_ job: QueueSnapshot.WaitingJob) {
        missing = [:]
        for need in job.needs { take(need.need) }
    }

    /// What nobody has of an engine; `nil` when it is another site's.
    func amount(of engine: String) -> ResourceAmount? { free[engine] }

    /// The part of a need that its engine counts.
    func counted(_ need: ResourceNeed) -> ResourceAmount {
        engines[need.engine]?.counted(need.amount) ?? need.amount
    }

    /// What is missing at each engine, over all parties that draw from it together.
    mutating func shortages(of job: QueueSnapshot.WaitingJob) -> [WaitReason] {
        if let known = missing[job.needs] { return known }
        let reasons = shortages(of: job.needs)
        missing[job.needs] = reasons
        return reasons
    }

    private func shortages(of needs: [QueueSnapshot.Need]) -> [WaitReason] {
        var rest = self
        return needs.flatMap { need -> [WaitReason] in
            guard let engine = engines[need.need.engine] else { return [] }
            let left = rest.amount(of: need.need.engine) ?? .zero
            rest.take(need.need)
            let wanted = rest.counted(need.need)
            guard !left.covers(wanted) else { return [] }
            return WaitReason.shortages(
                ResourceShortage(
                    engine: need.need.engine, wanted: wanted,
                    free: left,
                    total: engine.total, holders: Array(engine.holdings.keys)),
                at: need.party)
        }
    }

    private mutating func take(_ need: ResourceNeed) {
        let amount = counted(need)
        free[need.engine]? -= amount
    }
}
