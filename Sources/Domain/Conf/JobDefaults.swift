/// What a job gets that does not ask (FATE-Flow `conf/job_default_config.yaml`).
public struct JobDefaults: Hashable, Sendable {
    /// Cores that one task asks for, before adaptation.
    public var taskCores = 4
    /// Bytes of memory that one task asks for.
    public var taskMemory = 0
    /// How many tasks of the job may run at once.
    public var taskParallelism = 1
    /// How often a failed task is run again without being asked.
    public var autoRetries = 0
    /// How long to wait before such a retry.
    public var autoRetryDelaySeconds = 1
    /// How long a job may take.
    public var timeoutSeconds = 259_200

    /// FATE's values.
    public static let standard = JobDefaults()

    /// FATE's values, to be changed one by one.
    public init() {}
}
