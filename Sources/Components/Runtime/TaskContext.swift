public import Domain
public import Storage

/// All that a component may know of the task it runs.
public struct TaskContext: Sendable {
    /// The job, component and version.
    public let task: TaskID
    /// FATE's module name, such as `HeteroLR`.
    public let module: String
    /// The party that this worker runs for.
    public let party: Party
    /// The parties of the task, in the order of the conf; only roles that the module supports.
    public let parties: [Party]
    /// The component's parameters for this party, defaults filled in.
    public let parameters: JSONObject
    /// Input tables by DSL key (`data`, `train_data`, …), each in the order of the DSL.
    public let inputs: [String: [InputTable]]
    /// Input models by DSL key (`model`, `isometric_model`).
    public let models: [String: [ModelArtifact]]
    /// The names of the output tables that the DSL declares; results are matched by position.
    public let outputNames: [String]
    /// Messages to and from the other parties.
    public let channel: any PartyChannel
    /// Metrics and progress for the own site.
    public let tracker: any TaskTracker
    /// Where tables are read and written.
    public let tables: TableStore

    /// Makes a context.
    public init(
        task: TaskID, module: String, party: Party, parties: [Party], parameters: JSONObject,
        inputs: [String: [InputTable]], models: [String: [ModelArtifact]], outputNames: [String],
        channel: any PartyChannel, tracker: any TaskTracker, tables: TableStore
    ) {
        self.task = task
        self.module = module
        self.party = party
        self.parties = parties
        self.parameters = parameters
        self.inputs = inputs
        self.models = models
        self.outputNames = outputNames
        self.channel = channel
        self.tracker = tracker
        self.tables = tables
    }

    /// The parties of a role, in the order of the conf.
    public func parties(of role: Role) -> [Party] { parties.filter { $0.role == role } }
}

/// A table that a component reads.
public struct InputTable: Sendable {
    /// Its address at the site.
    public let name: TableName
    /// The component that made it; empty for a table named in the conf.
    public let source: String
    /// Where the rows lie.
    public let content: TableContent

    /// Makes an input.
    public init(name: TableName, source: String, content: TableContent) {
        self.name = name
        self.source = source
        self.content = content
    }
}
