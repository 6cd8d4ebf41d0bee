/// The job parameters of one party (FATE-Flow `entity/_run_parameters.py`).
public struct JobParameters: Hashable, Sendable {
    /// Everything that counts for the party, also members that FATE does not know.
    public let members: JSONObject
    /// Whether the job trains or predicts.
    public let mode: DSL.Mode
    /// Cores that one task asks for, before adaptation.
    public let taskCores: Int
    /// Bytes of memory that one task asks for; 0 for none that is counted.
    public let taskMemory: Int
    /// How many tasks of the job may run at once.
    public let taskParallelism: Int
    /// Partitions of computing tables; `nil` leaves it to the initiator's engine.
    public let computingPartitions: Int?
    /// How often a failed task is run again without being asked.
    public let autoRetries: Int
    /// How long to wait before such a retry.
    public let autoRetryDelaySeconds: Int
    /// How long the job may take.
    public let timeoutSeconds: Int
    /// How long the job may wait in the queue; `nil` for as long as it takes. Not in FATE.
    public let queueTimeoutSeconds: Int?
    /// How long one run of a task may take, and of some components' tasks. Not in FATE.
    private let taskTimeouts: TaskTimeouts
    /// Which job comes first in a queue that goes by priority: the higher number. Not in FATE.
    public let priority: Int

    /// Checks the merged parameters of a party.
    ///
    /// `null` counts as missing. FATE does not check; a wrong value there fails in mid-schedule.
    public init(_ members: JSONObject, defaults: JobDefaults = .standard) throws(ConfError) {
        self.members = members
        mode = try Self.mode(members["job_type"])
        let counts = 1...Self.countMax
        taskCores = try Self.integer(members, "task_cores", counts) ?? defaults.taskCores
        taskMemory = try Self.memory(members, "task_memory") ?? defaults.taskMemory
        taskParallelism =
            try Self.integer(members, "task_parallelism", counts) ?? defaults.taskParallelism
        computingPartitions = try Self.integer(members, "computing_partitions", counts)
        autoRetries =
            try Self.integer(members, "auto_retries", 0...Self.countMax) ?? defaults.autoRetries
        autoRetryDelaySeconds =
            try Self.integer(members, "auto_retry_delay", 0...Self.secondsMax)
            ?? defaults.autoRetryDelaySeconds
        timeoutSeconds =
            try Self.integer(members, "timeout", 1...Self.secondsMax) ?? defaults.timeoutSeconds
        queueTimeoutSeconds = try Self.integer(members, "queue_timeout", 1...Self.secondsMax)
        taskTimeouts = try TaskTimeouts(members)
        priority =
            try Self.integer(members, "priority", -Self.countMax...Self.countMax) ?? 0
        for kind in EngineKind.allCases { try Self.checkEngineRun(members, kind) }
    }

    /// The most cores, nodes, tasks at once, partitions or retries that a job may ask for; the
    /// product of three of them still fits an `Int`.
    public static let countMax = 1_000_000

    /// The longest time that a job may ask for, about 68 years.
    public static let secondsMax = Int(Int32.max)

    /// How long one run of a component's task may take; `nil` for as long as the job.
    public func taskTimeoutSeconds(of component: ComponentName) -> Int? {
        taskTimeouts.components[component.text] ?? taskTimeouts.common
    }

    /// The components that `task_conf` gives a time of their own, as written.
    var timedComponents: [String] { taskTimeouts.components.keys.sorted() }

    /// The model that a predict job uses, or that a train job is to make.
    public var modelID: String? { members["model_id"]?.string }

    /// The version of that model.
    public var modelVersion: String? { members["model_version"]?.string }

    /// The members that FATE knows, in the order written; a worker sees no others.
    public var known: JSONObject {
        JSONObject(members.lazy.filter { Self.knownNames.contains($0.key) }.map { ($0, $1) })
    }

    /// What the user asks of a compute engine, such as `eggroll_run`.
    public func engineRun(_ kind: EngineKind) -> JSONObject {
        members[kind.runParameter]?.object ?? [:]
    }
}

extension JobParameters {
    /// FATE's list, with what it accepts and ignores.
    static let knownNames: Set<String> = [
        "adaptation_parameters", "assistant_role", "auto_retries", "auto_retry_delay", "backend",
        "computing_engine", "computing_partitions", "dsl_version", "eggroll_run",
        "engines_address", "federated_data_exchange_type", "federated_mode",
        "federated_status_collect_type", "federation_engine", "federation_info",
        "inheritance_info", "job_type", "map_namespace", "map_table_name", "model_id",
        "model_version", "processors_per_node", "pulsar_run", "rabbitmq_run", "role_parameters",
        "roles", "spark_run", "spark_submit_config", "storage_engine", "task_conf", "task_cores",
        "task_parallelism", "timeout", "work_mode",
    ]

    /// The members of an object; none where it is missing or `null`.
    static func object(_ value: JSONValue?, _ field: String) throws(ConfError) -> JSONObject {
        guard let value, !value.isNull else { return [:] }
        guard let object = value.object else { throw .badValue(field, mustBe: "an object") }
        return object
    }

    static func integer(
        _ members: JSONObject, _ name: String, _ range: ClosedRange<Int>,
        in field: String = "job_parameters"
    ) throws(ConfError) -> Int? {
        guard let value = members[name], !value.isNull else { return nil }
        guard let number = value.integer, range.contains(number) else {
            throw .badValue(
                "\(field): \(name)",
                mustBe: "a whole number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    private static func memory(
        _ members: JSONObject, _ name: String, in field: String = "job_parameters"
    ) throws(ConfError) -> Int? {
        guard let value = members[name], !value.isNull else { return nil }
        guard let bytes = MemorySize.bytes(value) else {
            throw .badValue("\(field): \(name)", mustBe: MemorySize.form)
        }
        return bytes
    }

    private static func checkEngineRun(
        _ members: JSONObject, _ kind: EngineKind
    ) throws(ConfError) {
        let field = "job_parameters: \(kind.runParameter)"
        guard let value = members[kind.runParameter], !value.isNull else { return }
        guard let run = value.object else { throw .badValue(field, mustBe: "an object") }
        for key in [kind.coresPerNodeKey, EngineKind.sparkNodesKey] {
            _ = try integer(run, key, 0...countMax, in: field)
        }
        _ = try memory(run, EngineKind.sparkMemoryKey, in: field)
    }

    static func mode(_ jobType: JSONValue?) throws(ConfError) -> DSL.Mode {
        guard let jobType, !jobType.isNull else { return .train }
        guard let mode = jobType.string.flatMap(DSL.Mode.init) else {
            throw .badValue("job_parameters: job_type", mustBe: "\"train\" or \"predict\"")
        }
        return mode
    }
}
