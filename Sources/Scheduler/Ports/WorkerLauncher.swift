public import Domain

/// What a worker process is to do.
public struct WorkerOrder: Hashable, Sendable {
    /// A table to read.
    public struct TableInput: Hashable, Sendable {
        /// The DSL key, such as `train_data`.
        public let key: String
        /// The component that made it; empty for a table named in the conf.
        public let source: String
        /// Its address at the site.
        public let name: TableName
        /// The rows.
        public let content: TableContent

        /// Makes an input.
        public init(key: String, source: String, name: TableName, content: TableContent) {
            self.key = key
            self.source = source
            self.name = name
            self.content = content
        }
    }

    /// A model to read.
    public struct ModelInput: Hashable, Sendable {
        /// The DSL key: `model` or `isometric_model`.
        public let key: String
        /// The model.
        public let model: ModelOutput

        /// Makes an input.
        public init(key: String, model: ModelOutput) {
            self.key = key
            self.model = model
        }
    }

    /// The task.
    public let task: TaskID
    /// The party that it runs for.
    public let party: Party
    /// The plan of the component.
    public let plan: PartyTaskPlan
    /// The name of the worker process.
    public let worker: String
    /// The secret that its reports carry.
    public let token: String
    /// The tables to read.
    public let tables: [TableInput]
    /// The models to read.
    public let models: [ModelInput]

    /// Makes an order.
    public init(
        task: TaskID, party: Party, plan: PartyTaskPlan, worker: String, token: String,
        tables: [TableInput], models: [ModelInput]
    ) {
        self.task = task
        self.party = party
        self.plan = plan
        self.worker = worker
        self.token = token
        self.tables = tables
        self.models = models
    }
}

/// The end of a worker's work as its result document tells it.
public struct WorkerLeftover: Sendable {
    /// How the work ended.
    public let result: WorkerResult
    /// The table that an upload made.
    public let namedTable: (name: TableName, content: TableContent)?

    /// Makes a leftover.
    public init(
        result: WorkerResult, namedTable: (name: TableName, content: TableContent)?
    ) {
        self.result = result
        self.namedTable = namedTable
    }
}

/// Starts and watches worker processes on a compute engine.
public protocol WorkerLauncher: Sendable {
    /// Starts the process, or finds the one that an earlier call for the same worker started.
    func launch(_ order: WorkerOrder) async throws -> WorkerIdentity
    /// Returns when the process has ended.
    ///
    /// - Throws: `CancellationError` when the server stops before; the worker goes on.
    func exit(of worker: String, _ identity: WorkerIdentity) async throws -> WorkerExit
    /// What a worker that has ended left behind, in case its report did not arrive; `nil` when it
    /// left nothing.
    func leftover(of worker: String, _ task: TaskID, _ party: Party) async -> WorkerLeftover?
    /// Ends the process: politely, and by force after a grace time.
    func stop(_ identity: WorkerIdentity) async
}

/// Keeps what workers of one task send each other.
public protocol MessageStore: Sendable {
    /// Throws away what was sent to this party's worker of a task; nothing more will be asked for.
    func discard(_ task: TaskID, of party: Party) async
}

/// Makes the secrets with which workers prove who they are.
public protocol WorkerTokens: Sendable {
    /// The secret of a worker, the same whenever it is asked for.
    func token(of worker: String) -> String
    /// SHA-256 of a secret, hex.
    func digest(of token: String) -> String
    /// A name for a new worker process, 32 hex digits.
    func newWorker() -> String
}

/// What a site knows of its modules beyond their parameters' names.
public protocol ModuleRegistry: Sendable {
    /// All modules of the site.
    var catalogue: ModuleCatalogue { get }
    /// What is wrong with parameter values; `nil` when they can work.
    func problem(with parameters: JSONObject, of module: String, for role: Role) -> String?
}

/// Why a worker process could not be started; trying again would not help.
public struct LaunchFailure: Error, Hashable, Sendable, CustomStringConvertible {
    /// What was wrong and what to do.
    public let reason: String

    /// Makes a failure.
    public init(_ reason: String) { self.reason = reason }

    public var description: String { reason }
}
