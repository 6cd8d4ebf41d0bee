/// One of the things that an engine gives.
public enum ResourceKind: String, Hashable, Sendable, CaseIterable {
    case cores
    case memory

    /// Its part of an amount.
    public var part: KeyPath<ResourceAmount, Int> {
        switch self {
        case .cores: \.cores
        case .memory: \.memory
        }
    }

    /// What it is counted in.
    public var unit: String {
        switch self {
        case .cores: "cores"
        case .memory: "bytes"
        }
    }

    /// The job parameter with which a task asks for it.
    public var parameter: String {
        switch self {
        case .cores: "task_cores"
        case .memory: "task_memory"
        }
    }

    /// A number of it for people, such as `4 cores` or `2g of memory`.
    public func text(_ amount: Int) -> String {
        switch self {
        case .cores: "\(amount) cores"
        case .memory: "\(MemorySize.text(amount)) of memory"
        }
    }
}
