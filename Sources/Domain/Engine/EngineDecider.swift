/// What can be asked of a compute engine's stream.
public enum EngineCommand: Hashable, Sendable {
    /// Makes the engine known, or changes its size.
    case register(EngineSize)
    /// Takes cores and memory for a party of a job.
    case reserve(ResourceHolder, cores: Int, memory: Int)
    /// Gives back what a party of a job holds.
    case release(ResourceHolder)
}

/// What happened to a compute engine.
public enum EngineEvent: Hashable, Sendable {
    case registered(EngineSize)
    case resized(EngineSize)
    case reserved(ResourceHolder, cores: Int, memory: Int)
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

/// A compute engine: its size and who holds what of it.
public struct EngineState: Hashable, Sendable {
    /// What one holder has.
    public struct Holding: Hashable, Sendable {
        /// Cores held.
        public let cores: Int
        /// Bytes of memory held.
        public let memory: Int
    }

    /// The size; `nil` before the engine is registered.
    public internal(set) var size: EngineSize?
    /// Who holds what.
    public internal(set) var holdings: [ResourceHolder: Holding] = [:]

    /// Cores that nobody holds. Negative after the engine was made smaller than what is held.
    public var freeCores: Int { (size?.cores ?? 0) - holdings.values.reduce(0) { $0 + $1.cores } }
    /// Bytes of memory that nobody holds.
    public var freeMemory: Int {
        (size?.memory ?? 0) - holdings.values.reduce(0) { $0 + $1.memory }
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
        case .reserve(let holder, let cores, let memory):
            return try reserve(holder, cores: cores, memory: memory, state)
        case .release(let holder):
            return state.holdings[holder] == nil ? [] : [.released(holder)]
        }
    }

    public static func evolve(_ state: inout EngineState, _ event: EngineEvent) {
        switch event {
        case .registered(let size), .resized(let size):
            state.size = size
        case .reserved(let holder, let cores, let memory):
            state.holdings[holder] = EngineState.Holding(cores: cores, memory: memory)
        case .released(let holder):
            state.holdings[holder] = nil
        }
    }

    private static func reserve(
        _ holder: ResourceHolder, cores: Int, memory: Int, _ state: EngineState
    ) throws(EngineRejection) -> [EngineEvent] {
        guard let size = state.size else { throw .notRegistered }
        guard state.holdings[holder] == nil else { return [] }
        guard cores <= state.freeCores, memory <= state.freeMemory else {
            let shortage = ResourceShortage(
                engine: size.kind, wantedCores: cores, freeCores: state.freeCores,
                totalCores: size.cores,
                holders: state.holdings.keys.sorted { "\($0)" < "\($1)" })
            throw .insufficient(shortage)
        }
        return [.reserved(holder, cores: cores, memory: memory)]
    }
}
