/// Too little of an engine, in words: what a job that waits says, and one that would.
public struct Shortfall: Hashable, Sendable {
    /// What there is too little of.
    public let kind: ResourceKind
    /// How much is wanted.
    public let wanted: Int
    /// How much is free.
    public let free: Int
    /// How much the engine has; `nil` where that is not known.
    public let total: Int?
    /// Who holds the rest.
    public let holders: [JobFinding.Holder]

    /// Makes a shortfall.
    public init(
        of kind: ResourceKind, wanted: Int, free: Int, total: Int?,
        holders: [JobFinding.Holder]
    ) {
        self.kind = kind
        self.wanted = wanted
        self.free = free
        self.total = total
        self.holders = holders
    }

    /// Whether not even the whole engine would do.
    public var isForEver: Bool { total.map { wanted > $0 } ?? false }

    /// The smallest change that would help.
    public var change: String {
        if isForEver, let total {
            return "it can never start: the engine has \(kind.text(total)); \(fewer(than: total))"
        }
        // The job with the least that would do, or else all of them.
        // What another site says may be any number.
        let missing = max(0, wanted) - max(0, free)
        let amount = { (holder: JobFinding.Holder) in holder.amount[keyPath: kind.part] }
        let enough = holders.filter { amount($0) >= missing }
            .min { (amount($0), $0.job.text) < (amount($1), $1.job.text) }
        let end = enough?.job.text ?? holders.map(\.job.text).joined(separator: ", ")
        let wait = end.isEmpty ? "\(kind.text(missing)) more" : "the end of job \(end)"
        return free > 0 ? "\(wait), or \(fewer(than: free))" : wait
    }

    private func fewer(than limit: Int) -> String {
        "ask for \(kind.text(limit)) or fewer (\(kind.parameter) times task_parallelism)"
    }
}
