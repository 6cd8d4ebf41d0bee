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
    /// A DSL, a list of components or a conf does not fit the model.
    case refused(JobSpecificationError)

    /// The name of the mistake.
    public var code: String {
        switch self {
        case .unknown: "unknown_model"
        case .deployed: "model_deployed"
        case .notDeployed: "model_not_deployed"
        case .noTraining: "unknown_training"
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
        case .refused: nil
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

    /// - Throws: `ModelError.unknown` or `.noTraining`.
    func trained(
        _ modelID: String, _ version: String, at party: Party
    ) async throws -> TrainedModel {
        let state = try await state(modelID, version, at: party)
        guard let source = state.source else {
            throw ModelError.unknown(modelID: modelID, version: version, party)
        }
        if let deployment = state.deployment {
            return TrainedModel(
                state: state, source: source, dsl: try JSONValue(parsing: deployment.trainedDSL),
                conf: try JSONValue(parsing: deployment.trainedConf))
        }
        let job = try await journal.state(
            of: PartyDecider.self, .party(source.job, source.party))
        guard let creation = job.creation else { throw ModelError.noTraining(version: version) }
        return TrainedModel(
            state: state, source: source, dsl: try JSONValue(parsing: creation.dsl),
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
