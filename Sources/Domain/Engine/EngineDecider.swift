/// What can be asked of a compute engine's stream.
public enum EngineCommand: Hashable, Sendable {
    /// Makes the engine known, or changes its size.
    case register(EngineSize)
    /// Takes cores and memory for a party of a job.
    case reserve(ResourceHolder, ResourceAmount)
    /// Gives back what a party of a job holds.
    case release(ResourceHolder)
}

/// What happened to a compute engine.
public enum EngineEvent: Hashable, Sendable {
    case registered(EngineSize)
    case resized(EngineSize)
    case reserved(ResourceHolder, ResourceAmount)
    case released(ResourceHolder)
}

/// How much a compute engine has.
public struct EngineSize: Hashable, Sendable {
    /// FATE's engine kind: `STANDALONE`, `EGGROLL`, `SPARK` or `LINKIS_SPARK`.
    public let kind: String
    /// All cores of all nodes.
    public let cores: Int
    /// All memory in bytes; 0 where it is not counted.
    public let memory: Int
    /// The number of nodes.
    public let nodes: Int

    /// Makes a size.
    public init(kind: String, cores: Int, memory: Int, nodes: Int) {
        self.kind = kind
        self.cores = cores
        self.memory = memory
        self.nodes = nodes
    }
}

/// Why an engine refuses.
public enum EngineRejection: Error, Hashable, Sendable {
    case notRegistered
    case insufficient(ResourceShortage)
}

/// Cores and memory of one compute engine.
///
/// What is free is derived from what is held, so it cannot drift: giving back twice, or giving
/// back what was never held, changes nothing.
public enum EngineDecider: Decider {
    public static let initialState = EngineState()

    public static func decide(
        _ command: EngineCommand, _ state: EngineState
    ) throws(EngineRejection) -> [EngineEvent] {
        switch command {
        case .register(let size) where state.size == size:
            return []
        case .register(let size):
            return [state.size == nil ? .registered(size) : .resized(size)]
        case .reserve(let holder, let amount):
            return try reserve(holder, amount, state)
        case .release(let holder):
            return state.holdings[holder] == nil ? [] : [.released(holder)]
        }
    }

    public static func evolve(_ state: inout EngineState, _ event: EngineEvent) {
        switch event {
        case .registered(let size), .resized(let size):
            state.size = size
        case .reserved(let holder, let amount):
            state.holdings[holder] = amount
        case .released(let holder):
            state.holdings[holder] = nil
        }
    }

    private static func reserve(
        _ holder: ResourceHolder, _ amount: ResourceAmount, _ state: EngineState
    ) throws(EngineRejection) -> [EngineEvent] {
        guard state.size != nil else { throw .notRegistered }
        guard state.holdings[holder] == nil else { return [] }
        if let shortage = state.shortage(for: amount) { throw .insufficient(shortage) }
        return [.reserved(holder, amount)]
    }
}
