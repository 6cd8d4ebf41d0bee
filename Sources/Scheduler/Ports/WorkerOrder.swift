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
