public import Domain
public import Journal

/// How the initiator's site asks the parties of a model, wherever they live, to make a version of it
/// that predict jobs can use (FATE-Flow `apps/model_app.py`, `deploy`).
public protocol ModelClient: Sendable {
    /// Whether the party lives at this site.
    func isHere(_ party: Party) async throws -> Bool
    /// Whether a party could deploy; nothing is appended to any log.
    func check(_ request: ModelDeployRequest, at party: Party) async throws -> ModelDeployAnswer
    /// Deploys at one party. Asking again for the same is the same as asking once.
    func deploy(
        _ request: ModelDeployRequest, at party: Party, _ context: CommandContext
    ) async throws -> ModelDeployAnswer
}

/// What the parties of a model are to deploy.
public struct ModelDeployRequest: Hashable, Sendable {
    /// The name that all parties share.
    public let modelID: String
    /// The version that was trained.
    public let version: String
    /// The version to make, the same at all parties.
    public let newVersion: String
    /// The DSL of predict jobs, JSON text.
    public let dsl: String
    /// The party whose site coordinated the training.
    public let initiator: Party

    /// Makes a request.
    public init(
        modelID: String, version: String, newVersion: String, dsl: String, initiator: Party
    ) {
        self.modelID = modelID
        self.version = version
        self.newVersion = newVersion
        self.dsl = dsl
        self.initiator = initiator
    }
}

/// What a party said to a request to deploy.
public enum ModelDeployAnswer: Hashable, Sendable {
    /// It has the new version, or could have it.
    case deployed
    /// It has not; asking again would not help.
    case refused(String)
    /// Its site did not answer.
    case unanswered(String)
    /// It was left alone, as another party cannot deploy.
    case leftAlone(String)
}
