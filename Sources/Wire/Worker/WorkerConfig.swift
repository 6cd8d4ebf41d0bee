public import Domain

/// The document that a worker process is started with: all it has to know.
///
/// It holds the worker's token, so the file is for the site's own user alone.
public struct WorkerConfig: Hashable, Sendable {
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
        /// The model; its document lies in the blob store.
        public let model: ModelOutput

        /// Makes an input.
        public init(key: String, model: ModelOutput) {
            self.key = key
            self.model = model
        }
    }

    /// The job, component and version.
    public let task: TaskID
    /// FATE's module name.
    public let module: String
    /// The provider, such as `fate@1.11.2`.
    public let provider: String
    /// The party that the worker runs for.
    public let party: Party
    /// The parties of the task, in the order of the conf.
    public let parties: [Party]
    /// The component's parameters for this party, defaults filled in.
    public let parameters: JSONObject
    /// Whether the component does anything here. The scheduler starts no worker if not.
    public let needRun: Bool
    /// The tables to read, in the order of the DSL.
    public let tables: [TableInput]
    /// The models to read.
    public let models: [ModelInput]
    /// The names of the output tables.
    public let dataOutputs: [String]
    /// The name of the output model, where the DSL declares one.
    public let modelOutput: String?
    /// The name of the worker process.
    public let worker: String
    /// The secret that its reports carry.
    public let token: String
    /// Where it finds and leaves things.
    public let paths: WorkerPaths
    /// How long a call is tried again while the site does not answer.
    public let retrySeconds: Int
    /// How long it waits between saying that it is at work.
    public let beatMilliseconds: Int

    /// `retrySeconds` unless the site says otherwise.
    public static let retrySecondsDefault = 60

    /// `beatMilliseconds` unless the site says otherwise.
    public static let beatMillisecondsDefault = 10_000

    /// Makes a config.
    public init(
        task: TaskID, module: String, provider: String, party: Party, parties: [Party],
        parameters: JSONObject, needRun: Bool, tables: [TableInput], models: [ModelInput],
        dataOutputs: [String], modelOutput: String?, worker: String, token: String,
        paths: WorkerPaths, retrySeconds: Int = retrySecondsDefault,
        beatMilliseconds: Int = beatMillisecondsDefault
    ) {
        self.task = task
        self.module = module
        self.provider = provider
        self.party = party
        self.parties = parties
        self.parameters = parameters
        self.needRun = needRun
        self.tables = tables
        self.models = models
        self.dataOutputs = dataOutputs
        self.modelOutput = modelOutput
        self.worker = worker
        self.token = token
        self.paths = paths
        self.retrySeconds = retrySeconds
        self.beatMilliseconds = beatMilliseconds
    }
}
