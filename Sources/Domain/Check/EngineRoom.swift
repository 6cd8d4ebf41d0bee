/// What a party would take of its compute engine, and what there is.
public struct EngineRoom: Hashable, Sendable {
    /// What the party would take, as far as the engine counts it.
    public let need: ResourceNeed
    /// What the engine has; no memory where it does not count that.
    public let total: ResourceAmount
    /// What nobody else holds.
    public let free: ResourceAmount
    /// The other jobs that hold a part, in the order of their ids.
    public let holders: [JobFinding.Holder]

    /// Makes a room.
    public init(
        need: ResourceNeed, total: ResourceAmount, free: ResourceAmount,
        holders: [JobFinding.Holder]
    ) {
        self.need = need
        self.total = total
        self.free = free
        self.holders = holders
    }

    /// Reads an engine; what the job itself holds already counts as free.
    public init?(need: ResourceNeed, of engine: EngineState, for job: JobID) {
        guard engine.size != nil else { return nil }
        var holders: [JobID: ResourceAmount] = [:]
        for (holder, amount) in engine.holdings where holder.job != job {
            holders[holder.job, default: .zero] += engine.counted(amount)
        }
        self.init(
            need: ResourceNeed(engine: need.engine, engine.counted(need.amount)),
            total: engine.total, free: holders.values.reduce(engine.total, -),
            holders: holders.sorted { $0.key.text < $1.key.text }
                .map { JobFinding.Holder(job: $0.key, amount: $0.value) })
    }
}
