/// A compute engine: its size and who holds what of it.
public struct EngineState: Hashable, Sendable {
    /// The size; `nil` before the engine is registered.
    public internal(set) var size: EngineSize?
    /// Who holds what.
    public internal(set) var holdings: [ResourceHolder: ResourceAmount] = [:]

    /// What the engine has; no memory where it does not count that.
    public var total: ResourceAmount {
        ResourceAmount(cores: size?.cores ?? 0, memory: size?.memory ?? 0)
    }

    /// What nobody holds. Negative after the engine was made smaller than what is held.
    public var free: ResourceAmount {
        holdings.values.reduce(total) { $0 - counted($1) }
    }

    /// The part of an amount that this engine counts: without memory where it counts none.
    public func counted(_ amount: ResourceAmount) -> ResourceAmount {
        total.memory > 0 ? amount : ResourceAmount(cores: amount.cores, memory: 0)
    }
}
