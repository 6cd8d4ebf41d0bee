/// What can be asked of a party's model.
public enum ModelCommand: Hashable, Sendable {
    /// Keeps what a component has trained; the first one makes the model. A conf may name the model
    /// of an earlier job, which then gets another version of the component.
    case save(ModelComponent, from: ModelSource)
    /// Makes a version that predict jobs can use, of the components that an earlier one has.
    case deploy(ModelDeployment, from: ModelSource, [ModelComponent])
}

/// Why a model does not do what it was asked.
public enum ModelRejection: Error, Hashable, Sendable, CustomStringConvertible {
    /// There is a model of that version already.
    case versionExists
    /// A version that predict jobs use stays as it is.
    case versionDeployed

    public var description: String {
        switch self {
        case .versionExists: "there is a model of that version already"
        case .versionDeployed: "the version is deployed and stays as it is; train another one"
        }
    }
}

/// Whose model it is, and the job that trained it.
public struct ModelSource: Hashable, Sendable {
    /// The job.
    public let job: JobID
    /// The party.
    public let party: Party
    /// The party whose site coordinated the job.
    public let initiator: Party
    /// The name that all parties share, such as `guest-9999#host-10000#model`.
    public let modelID: String

    /// Makes a source.
    public init(job: JobID, party: Party, initiator: Party, modelID: String) {
        self.job = job
        self.party = party
        self.initiator = initiator
        self.modelID = modelID
    }
}

/// What one run of a component has trained.
public struct ModelComponent: Hashable, Sendable {
    /// The component.
    public let component: ComponentName
    /// The run.
    public let version: Int
    /// The document: its DSL name, its module and its SHA-256 digest in the store.
    public let model: ModelOutput

    /// Makes a component.
    public init(component: ComponentName, version: Int, model: ModelOutput) {
        self.component = component
        self.version = version
        self.model = model
    }
}

/// What predict jobs do with a model, and what it was trained with.
public struct ModelDeployment: Hashable, Sendable {
    /// The version that was trained.
    public let parentVersion: String
    /// The DSL of predict jobs, JSON text.
    public let dsl: String
    /// The DSL of the job that trained it, JSON text.
    public let trainedDSL: String
    /// The runtime conf of that job, JSON text.
    public let trainedConf: String

    /// Makes a deployment.
    public init(parentVersion: String, dsl: String, trainedDSL: String, trainedConf: String) {
        self.parentVersion = parentVersion
        self.dsl = dsl
        self.trainedDSL = trainedDSL
        self.trainedConf = trainedConf
    }
}

/// What happened to a party's model.
public enum ModelEvent: Hashable, Sendable {
    case created(ModelSource)
    case componentSaved(ModelComponent)
    case deployed(ModelDeployment)
}

/// A party's model as its events tell it.
public struct ModelState: Hashable, Sendable {
    /// Where it comes from; `nil` before the first component.
    public internal(set) var source: ModelSource?
    /// The newest of each component.
    public internal(set) var components: [ComponentName: ModelComponent] = [:]
    /// What predict jobs do with it; `nil` for a version that was trained and not deployed.
    public internal(set) var deployment: ModelDeployment?
}

/// The rules of a model at one site (FATE-Flow `pipelined_model/pipelined_model.py`).
public enum ModelDecider: Decider {
    public static let initialState = ModelState()

    public static func decide(
        _ command: ModelCommand, _ state: ModelState
    ) throws(ModelRejection) -> [ModelEvent] {
        switch command {
        case .save(let component, let source):
            if state.components[component.component] == component { return [] }
            guard state.deployment == nil else { throw .versionDeployed }
            let created = state.source == nil ? [ModelEvent.created(source)] : []
            return created + [.componentSaved(component)]
        case .deploy(let deployment, let source, let components):
            if state.deployment == deployment { return [] }
            guard state.source == nil else { throw .versionExists }
            return [.created(source), .deployed(deployment)]
                + components.map(ModelEvent.componentSaved)
        }
    }

    public static func evolve(_ state: inout ModelState, _ event: ModelEvent) {
        switch event {
        case .created(let source): state.source = source
        case .componentSaved(let component): state.components[component.component] = component
        case .deployed(let deployment): state.deployment = deployment
        }
    }
}
