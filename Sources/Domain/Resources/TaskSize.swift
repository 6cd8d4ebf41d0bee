/// How large the tasks of a job are at one party: FATE's adaptation of what the user asked for to
/// the engine that is there (FATE-Flow `manager/resource_manager.py`).
public struct TaskSize: Hashable, Sendable {
    /// The engine at the party.
    public let engine: EngineKind
    /// Cores that a task was to have.
    public let requestedCores: Int
    /// Nodes that a task runs on.
    public let nodes: Int
    /// Cores that a task gets on each of them, at least one.
    ///
    /// Rounded down, so that 4 cores on 3 nodes are 3, and 1 core on 2 nodes is 2.
    public let coresPerNode: Int
    /// Bytes of memory that a task gets on each of them: rounded up, so that it gets what it asked for.
    public let memoryPerNode: Int
    /// The run parameter with the size written into it, for the engine's session.
    public let engineRun: JSONObject

    /// The size before any party's role is regarded; the initiator's decides the partitions.
    public init(
        requestedCores: Int, requestedMemory: Int = 0, on engine: EngineKind, engineNodes: Int,
        run: JSONObject
    ) {
        let nodes = engine.isSpark ? run[EngineKind.sparkNodesKey]?.integer ?? 0 : 0
        let coresPerNode = run[engine.coresPerNodeKey]?.integer ?? 0
        self.engine = engine
        self.requestedCores = requestedCores
        self.nodes = nodes > 0 ? nodes : max(1, engineNodes)
        self.coresPerNode = coresPerNode > 0 ? coresPerNode : max(1, requestedCores / self.nodes)
        let memoryPerNode =
            engine.isSpark ? run[EngineKind.sparkMemoryKey].flatMap(MemorySize.bytes) ?? 0 : 0
        self.memoryPerNode =
            memoryPerNode > 0
            ? memoryPerNode : (requestedMemory + self.nodes - 1) / self.nodes
        var engineRun = run
        if engine.isSpark {
            engineRun[EngineKind.sparkNodesKey] = .integer(Int64(self.nodes))
        }
        engineRun[engine.coresPerNodeKey] = .integer(Int64(self.coresPerNode))
        self.engineRun = engineRun
    }

    /// The size at a party whose job parameters these are.
    ///
    /// `requestedCores` is the initiator's wish, the same for all; an arbiter asks for one core.
    public init(
        requestedCores: Int, role: Role, parameters: JobParameters, on engine: EngineKind,
        engineNodes: Int
    ) {
        self.init(
            requestedCores: role == .arbiter ? 1 : requestedCores,
            requestedMemory: parameters.taskMemory, on: engine, engineNodes: engineNodes,
            run: parameters.engineRun(engine))
    }

    /// Partitions of computing tables, when the user names none; the initiator's count.
    public var computingPartitions: Int { coresPerNode * nodes }

    /// What one task takes from its job at a party of this role.
    public func taskCores(for role: Role) -> Int {
        engine.countsCores(for: role) ? coresPerNode * nodes : 0
    }

    /// What the job takes from the engine at a party of this role.
    public func jobCores(for role: Role, parallelism: Int) -> Int {
        taskCores(for: role) * parallelism
    }

    /// What the job takes from the engine at a party of this role. An engine that does not count
    /// the cores of a role does not count its memory either.
    public func jobAmount(for role: Role, parallelism: Int) -> ResourceAmount {
        ResourceAmount(
            cores: jobCores(for: role, parallelism: parallelism),
            memory: engine.countsCores(for: role) ? jobMemory(parallelism: parallelism) : 0)
    }

    /// At most 1 PiB, which no engine has: the product of what users may write does not fit an `Int`.
    private func jobMemory(parallelism: Int) -> Int {
        let (bytes, overflows) = memoryPerNode.multipliedReportingOverflow(by: nodes * parallelism)
        return overflows ? MemorySize.bytesMax : min(bytes, MemorySize.bytesMax)
    }

    /// FATE's `adaptation_parameters`.
    public var adaptationParameters: JSONObject {
        [
            "task_nodes": .integer(Int64(nodes)),
            "task_cores_per_node": .integer(Int64(coresPerNode)),
            "task_memory_per_node": .integer(Int64(memoryPerNode)),
            "request_task_cores": .integer(Int64(requestedCores)),
            "if_initiator_baseline": false,
        ]
    }

    /// The most cores that one job may take of an engine: a share of it, rounded down.
    public static func jobCoresMax(engineCores: Int, share: Double) -> Int {
        Int(Double(engineCores) * share)
    }
}
