/// A kind of compute engine.
public enum EngineKind: String, Hashable, Sendable, CaseIterable {
    case standalone = "STANDALONE"
    case eggroll = "EGGROLL"
    case spark = "SPARK"
    case linkisSpark = "LINKIS_SPARK"
}

extension EngineKind {
    /// The job parameter with which a user sizes tasks for this kind of engine.
    public var runParameter: String { isSpark ? "spark_run" : "eggroll_run" }

    /// Whether a task brings its own nodes (executors) instead of running on all of the engine's.
    var isSpark: Bool {
        switch self {
        case .standalone, .eggroll: false
        case .spark, .linkisSpark: true
        }
    }

    /// The member of the run parameter that says how many cores a task has on each node.
    var coresPerNodeKey: String {
        isSpark ? "executor-cores" : "eggroll.session.processors.per.node"
    }

    /// The member of `spark_run` that says how many nodes a task has.
    static let sparkNodesKey = "num-executors"

    /// The member of `spark_run` that says how much memory a task has on each node.
    static let sparkMemoryKey = "executor-memory"

    /// Whether tasks of a role take cores of this engine. An arbiter computes on its own machine,
    /// and Linkis keeps its own books.
    public func countsCores(for role: Role) -> Bool {
        switch self {
        case .standalone, .eggroll: role != .arbiter
        case .spark: true
        case .linkisSpark: false
        }
    }
}
