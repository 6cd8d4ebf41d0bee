public import Domain
import Journal

/// Why a model cannot be used as asked.
public enum ModelError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The party has no such model.
    case unknown(modelID: String, version: String, Party)
    /// A train job names a version that predict jobs use.
    case deployed(version: String)
    /// The version was trained and not deployed.
    case notDeployed(version: String)
    /// Nothing here says what the version was trained with.
    case noTraining(version: String)
    /// A party has not got what components have trained.
    case incomplete(version: String, Party, [String])
    /// What a component has trained goes by another name than the one that is asked for.
    case otherAlias(String, String)
    /// Only the site that coordinated the training can deploy.
    case coordinatedElsewhere(version: String, Party)
    /// No model can have a version of that name.
    case badVersion(String)
    /// A DSL, a list of components or a conf does not fit the model.
    case refused(JobSpecificationError)

    /// The name of the mistake.
    public var code: String {
        switch self {
        case .unknown: "unknown_model"
        case .deployed: "model_deployed"
        case .notDeployed: "model_not_deployed"
        case .noTraining: "unknown_training"
        case .incomplete: "missing_component_model"
        case .otherAlias: "unknown_upstream_output"
        case .coordinatedElsewhere: "coordinated_elsewhere"
        case .badVersion: "bad_model_version"
        case .refused(let error): error.code
        }
    }

    public var description: String {
        switch self {
        case .unknown(let modelID, let version, let party):
            "\(party) has no model \(modelID) of version \(version); model/query lists what is here"
        case .deployed(let version):
            "the model \(version) is deployed and stays as it is: leave model_version out of the conf "
                + "of a train job, or name a version that is not deployed"
        case .notDeployed(let version):
            "the model \(version) has not been deployed yet: deploy it (model/deploy) and use the "
                + "version that this answers"
        case .noTraining(let version):
            "this site does not know what the model \(version) was trained with"
        case .incomplete(let version, let party, let components):
            "the model \(version) of \(party) has nothing that \(components.joined(separator: ", ")) "
                + "has trained: train it, or deploy without it"
        case .otherAlias(let component, let alias):
            "the model of \(component) is called \(alias): give this as model_alias, or none"
        case .coordinatedElsewhere(let version, let initiator):
            "the model \(version) was trained by a job of \(initiator), which does not live here: "
                + "deploy it at the site of \(initiator)"
        case .badVersion(let version): "\(version) cannot be the version of a model"
        case .refused(let error): "\(error)"
        }
    }

    /// The same as something that a job lacks; `nil` for a DSL or conf that does not fit.
    var finding: JobFinding? {
        switch self {
        case .unknown(let modelID, let version, let party):
            JobFinding(
                .unknownModel, party: party, wanted: .string("\(modelID) \(version)"),
                text: "there is no model \(modelID) of version \(version)",
                change: "name a model that clotho model list shows")
        case .deployed(let version):
            JobFinding(
                .modelDeployed, party: nil, wanted: .string(version),
                text: "the model \(version) is deployed and stays as it is",
                change: "leave model_version out of the conf of a train job")
        case .notDeployed(let version):
            JobFinding(
                .modelNotDeployed, party: nil, wanted: .string(version),
                text: "the model \(version) has not been deployed yet",
                change: "deploy it (clotho model deploy) and use the version that this prints")
        case .noTraining(let version):
            JobFinding(
                .unknownTraining, party: nil, wanted: .string(version),
                text: "this site does not know what the model \(version) was trained with",
                change: "train a model at this site")
        case .incomplete, .otherAlias, .coordinatedElsewhere, .badVersion, .refused: nil
        }
    }
}

/// A party's model with the documents of the job that trained it.
struct TrainedModel {
    let state: ModelState
    let source: ModelSource
    let dsl: JSONValue
    let conf: JSONValue
}

/// Reads models off their streams.
struct StoredModels {
    let journal: Journal

    /// A party's model. A party none of whose components leaves one takes part all the same, with
    /// the training whose id is the version.
    ///
    /// - Throws: `ModelError.unknown` or `.noTraining`.
    func trained(
        _ modelID: String, _ version: String, at party: Party
    ) async throws -> TrainedModel {
        let state = try await state(modelID, version, at: party)
        if let source = state.source, let deployment = state.deployment {
            return TrainedModel(
                state: state, source: source, dsl: try JSONValue(parsing: deployment.trainedDSL),
                conf: try JSONValue(parsing: deployment.trainedConf))
        }
        guard let job = state.source?.job ?? JobID(version) else {
            throw ModelError.unknown(modelID: modelID, version: version, party)
        }
        let training = try await journal.state(of: PartyDecider.self, .party(job, party))
        guard let creation = training.creation, state.source != nil || creation.modelID == modelID
        else {
            throw state.source == nil
                ? ModelError.unknown(modelID: modelID, version: version, party)
                : ModelError.noTraining(version: version)
        }
        let own = ModelSource(
            job: job, party: party, initiator: creation.initiator, modelID: modelID)
        return TrainedModel(
            state: state, source: state.source ?? own, dsl: try JSONValue(parsing: creation.dsl),
            conf: try JSONValue(parsing: creation.conf))
    }

    /// A party's model; without a source when there is none.
    func state(_ modelID: String, _ version: String, at party: Party) async throws -> ModelState {
        guard let name = Self.name(modelID, version, of: party) else {
            return ModelDecider.initialState
        }
        return try await journal.state(of: ModelDecider.self, .model(name))
    }

    static func name(_ modelID: String, _ version: String, of party: Party) -> ModelName? {
        ModelName(partyModelID: ModelID.of(modelID, for: party), version: version)
    }
}
