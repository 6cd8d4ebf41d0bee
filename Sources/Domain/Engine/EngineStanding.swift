/// What a compute engine has, and what each job held of it, at the moment at which it refused.
public struct EngineStanding: Hashable, Sendable {
    /// All that the engine has; no memory where it does not count that.
    public let total: ResourceAmount
    /// What each job holds, over all its parties there, in the order of the jobs' names.
    public let holders: [JobFinding.Holder]

    /// Makes a standing.
    public init(total: ResourceAmount, holders: [JobFinding.Holder]) {
        self.total = total
        self.holders = holders
    }
}

extension EngineState {
    /// Who holds what now.
    var standing: EngineStanding {
        let held = holdings.reduce(into: [JobID: ResourceAmount]()) { held, holding in
            held[holding.key.job, default: .zero] += counted(holding.value)
        }
        return EngineStanding(
            total: total,
            holders: held.sorted { $0.key.text < $1.key.text }.map { job, amount in
                JobFinding.Holder(job: job, amount: amount)
            })
    }

    /// What is missing for an amount; `nil` when it is free.
    public func shortage(for amount: ResourceAmount) -> ResourceShortage? {
        let wanted = counted(amount)
        guard !free.covers(wanted) else { return nil }
        return ResourceShortage(
            engine: size?.kind ?? "", wanted: wanted, free: free, total: total,
            holders: holdings.keys.sorted { "\($0)" < "\($1)" }, standing: standing)
    }
}
