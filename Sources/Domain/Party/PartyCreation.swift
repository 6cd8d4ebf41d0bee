/// A job as one party is asked to live it.
public struct PartyCreation: Hashable, Sendable {
    /// The job.
    public let job: JobID
    /// The party.
    public let party: Party
    /// The party whose site coordinates.
    public let initiator: Party
    /// All parties, in the order of the conf.
    public let parties: [Party]
    /// What the party takes from its engine while the job runs.
    public let need: ResourceNeed
    /// The party's tasks, in topological order.
    public let tasks: [PartyTaskPlan]
    /// The DSL, JSON text.
    public let dsl: String
    /// The runtime conf as submitted, JSON text.
    public let conf: String
    /// The job parameters of this party, JSON text.
    public let jobParameters: String

    /// Makes a creation.
    public init(
        job: JobID, party: Party, initiator: Party, parties: [Party], need: ResourceNeed,
        tasks: [PartyTaskPlan], dsl: String, conf: String, jobParameters: String
    ) {
        self.job = job
        self.party = party
        self.initiator = initiator
        self.parties = parties
        self.need = need
        self.tasks = tasks
        self.dsl = dsl
        self.conf = conf
        self.jobParameters = jobParameters
    }
}

extension PartyCreation {
    /// How often failed tasks are retried, as the job parameters of the party say.
    public var retries: RetryPolicy { parameters.map(RetryPolicy.init) ?? RetryPolicy() }

    /// For how many tasks at once the party holds cores; `nil` where its tasks take none of its
    /// engine's (spec 11).
    public var parallelismMax: Int? {
        guard need.cores > 0 else { return nil }
        return parameters?.taskParallelism ?? JobDefaults.standard.taskParallelism
    }

    private var parameters: JobParameters? {
        let members = (try? JSONValue(parsing: jobParameters))?.object ?? [:]
        return try? JobParameters(members)
    }
}

/// One component as one party runs it.
public struct PartyTaskPlan: Hashable, Sendable {
    /// Where an input comes from.
    public struct Input: Hashable, Sendable {
        /// Where an input lies.
        public enum Kind: String, Sendable {
            case data, model
            /// The model that the job names, of an earlier job (`pipeline.` in the DSL).
            case pipeline
        }
        /// Whether a table or a model is read.
        public let kind: Kind
        /// The DSL key, such as `train_data` or `isometric_model`.
        public let key: String
        /// The component that makes it.
        public let component: ComponentName
        /// The output's name there.
        public let output: String

        /// Makes an input.
        public init(kind: Kind, key: String, component: ComponentName, output: String) {
            self.kind = kind
            self.key = key
            self.component = component
            self.output = output
        }
    }

    /// The component.
    public let component: ComponentName
    /// FATE's module name.
    public let module: String
    /// The provider, such as `fate@1.11.2`.
    public let provider: String
    /// The parties that run the component.
    public let parties: [Party]
    /// The parameters for this party with defaults filled in, JSON text.
    public let parameters: String
    /// Whether the component does anything here; if not, the task ends as `pass`.
    public let needRun: Bool
    /// The inputs, in the order of the DSL.
    public let inputs: [Input]
    /// The names of the output tables.
    public let dataOutputs: [String]
    /// The name of the output model, where the DSL declares one.
    public let modelOutput: String?

    /// Makes a plan.
    public init(
        component: ComponentName, module: String, provider: String, parties: [Party],
        parameters: String, needRun: Bool, inputs: [Input], dataOutputs: [String],
        modelOutput: String?
    ) {
        self.component = component
        self.module = module
        self.provider = provider
        self.parties = parties
        self.parameters = parameters
        self.needRun = needRun
        self.inputs = inputs
        self.dataOutputs = dataOutputs
        self.modelOutput = modelOutput
    }
}
