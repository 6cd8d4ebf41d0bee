/// A worker process that can be found again after the server was restarted.
public struct WorkerIdentity: Hashable, Sendable {
    /// The process id.
    public let processID: Int32
    /// The process's start time in kernel ticks since boot, as in `/proc/<pid>/stat`; together
    /// with the id it names a process once and for all until the machine restarts.
    public let startTicks: UInt64
    /// Which start of the machine it belongs to, as in `/proc/sys/kernel/random/boot_id`; empty
    /// where that was not written down.
    public let bootID: String

    /// Makes an identity.
    public init(processID: Int32, startTicks: UInt64, bootID: String = "") {
        self.processID = processID
        self.startTicks = startTicks
        self.bootID = bootID
    }

    /// Whether a process that runs is the one that this identity was written down for. A process
    /// of an earlier start of the machine is not, whatever its id and start.
    public func names(_ running: WorkerIdentity) -> Bool {
        processID == running.processID && startTicks == running.startTicks
            && (bootID.isEmpty || bootID == running.bootID)
    }
}

/// How a worker process ended, as far as the site can know.
public enum WorkerExit: Hashable, Sendable {
    case exited(code: Int32)
    case killed(signal: Int32)
    /// The process was no child of this server any more, so the kernel tells no code.
    case gone
    /// The process could not be started.
    case notStarted(reason: String)
}

/// What a worker says at its end.
public struct WorkerResult: Hashable, Sendable {
    /// `success`, `pass` or `failed`.
    public let status: TaskStatus
    /// The error of a failed component, in a sentence.
    public let reason: String
    /// The output tables by the name that the DSL gives them.
    public let tables: [TaskOutput]
    /// The output model, where there is one.
    public let model: ModelOutput?
    /// What a person wants to know of the run, JSON text.
    public let summary: String

    /// Makes a result.
    public init(
        status: TaskStatus, reason: String = "", tables: [TaskOutput] = [],
        model: ModelOutput? = nil, summary: String = "{}"
    ) {
        self.status = status
        self.reason = reason
        self.tables = tables
        self.model = model
        self.summary = summary
    }
}

/// A table that a task made.
public struct TaskOutput: Hashable, Sendable {
    /// The name in the DSL.
    public let name: String
    /// Its address at the site.
    public let table: TableName
    /// The rows.
    public let content: TableContent

    /// Makes an output.
    public init(name: String, table: TableName, content: TableContent) {
        self.name = name
        self.table = table
        self.content = content
    }
}

/// A model that a task made, stored beside the log.
public struct ModelOutput: Hashable, Sendable {
    /// The name in the DSL.
    public let name: String
    /// The module that made it.
    public let module: String
    /// SHA-256 of the stored document, 64 lower-case hex digits.
    public let digest: String

    /// Makes an output.
    public init(name: String, module: String, digest: String) {
        self.name = name
        self.module = module
        self.digest = digest
    }
}
