/// An amount of what a compute engine gives to jobs.
public struct ResourceAmount: Hashable, Sendable {
    /// Cores.
    public var cores: Int
    /// Memory in bytes.
    public var memory: Int

    /// Nothing.
    public static let zero = ResourceAmount(cores: 0, memory: 0)

    /// Makes an amount.
    public init(cores: Int, memory: Int = 0) {
        self.cores = cores
        self.memory = memory
    }

    /// Whether another amount can be taken from this one. What is not wanted does not matter, not
    /// even where more is taken of it than there is.
    public func covers(_ other: ResourceAmount) -> Bool {
        (other.cores == 0 || cores >= other.cores) && (other.memory == 0 || memory >= other.memory)
    }

    /// Both together.
    public static func + (left: ResourceAmount, right: ResourceAmount) -> ResourceAmount {
        ResourceAmount(cores: left.cores + right.cores, memory: left.memory + right.memory)
    }

    /// What is left; negative where more is taken than there is.
    public static func - (left: ResourceAmount, right: ResourceAmount) -> ResourceAmount {
        ResourceAmount(cores: left.cores - right.cores, memory: left.memory - right.memory)
    }

    /// Adds an amount.
    public static func += (left: inout ResourceAmount, right: ResourceAmount) {
        left = left + right
    }

    /// Takes an amount away.
    public static func -= (left: inout ResourceAmount, right: ResourceAmount) {
        left = left - right
    }
}
