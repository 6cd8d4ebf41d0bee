public import Domain
public import Journal

/// What users ask of models (FATE-Flow `apps/model_app.py`).
public struct ModelService: Sendable {
    private let journal: Journal
    private let parties: PartyService
    private let ids: JobIDs

    init(journal: Journal, parties: PartyService, ids: JobIDs) {
        self.journal = journal
        self.parties = parties
        self.ids = ids
    }

    /// Which components predict jobs are to run.
    public enum Choice: Hashable, Sendable {
        /// All of training's.
        case all
        /// These of training's (FATE's `cpn_list`).
        case components([String])
        /// Those of a DSL, which may have others than training.
        case dsl(JSONValue)
    }

    /// Makes a version that predict jobs can use, at all parties of the model.
    ///
    /// Every party is asked first whether it can; nothing happens anywhere while one cannot or does
    /// not answer. Then those of other sites deploy, and the parties of this site last, in one
    /// commit: without them no predict job finds the version.
    /// - Parameters:
    ///   - party: One of this site that has the model.
    ///   - client: The way to the parties.
    /// - Throws: `ModelError` for a request that no party could follow.
    public func deploy(
        _ modelID: String, _ version: String, at party: Party, _ choice: Choice,
        over client: any ModelClient, _ context: CommandContext
    ) async throws -> Deployed {
        let models = StoredModels(journal: journal)
        let initiator = try await models.trained(modelID, version, at: party).source.initiator
        guard try await client.isHere(initiator) else {
            throw ModelError.coordinatedElsewhere(version: version, initiator)
        }
        let model = try await models.trained(modelID, version, at: initiator)
        let (dsl, parties) = try Self.plan(choice, model)
        let request = ModelDeployRequest(
            modelID: modelID, version: version,
            newVersion: await ids.next(at: context.now).text, dsl: dsl.source.text(),
            initiator: initiator)
        let round = DeployRound(
            request: request, parties: parties, own: self.parties, client: client)
        return Deployed(version: request.newVersion, answers: try await round.run(context))
    }

    /// What a party of this site is asked to deploy by the initiator's site.
    ///
    /// - Throws: `ModelError`.
    public func request(
        _ modelID: String, _ version: String, at party: Party, _ choice: Choice,
        as newVersion: String
    ) async throws -> ModelDeployRequest {
        let model = try await StoredModels(journal: journal).trained(modelID, version, at: party)
        return ModelDeployRequest(
            modelID: modelID, version: version, newVersion: newVersion,
            dsl: try Self.plan(choice, model).0.source.text(), initiator: model.source.initiator)
    }

    /// The DSL of predict jobs with a deployed model.
    /// - Throws: `ModelError`.
    public func predictDSL(
        _ modelID: String, _ version: String, at party: Party
    ) async throws -> JSONValue {
        let model = try await StoredModels(journal: journal).trained(modelID, version, at: party)
        guard let deployment = model.state.deployment else {
            throw ModelError.notDeployed(version: version)
        }
        return try JSONValue(parsing: deployment.dsl)
    }

    /// A conf for predict jobs with a deployed model, with its tables to be filled in.
    /// - Throws: `ModelError`.
    public func predictConf(
        _ modelID: String, _ version: String, at party: Party
    ) async throws -> JSONValue {
        let model = try await StoredModels(journal: journal).trained(modelID, version, at: party)
        let json = try await predictDSL(modelID, version, at: party)
        do {
            return try RuntimeConf(model.conf).predictTemplate(
                for: DSL(json, mode: .predict), modelID: modelID, version: version)
        } catch let error as ConfError {
            throw ModelError.refused(.conf(error))
        } catch let error as DSLError {
            throw ModelError.refused(.dsl(error))
        }
    }

    /// What is deployed, and for whom (FATE: `guest`, `host` and `arbiter`).
    private static func plan(_ choice: Choice, _ model: TrainedModel) throws -> (DSL, [Party]) {
        do {
            let trained = try DSL(model.dsl)
            let json: JSONValue =
                switch choice {
                case .all: try trained.predictDSL()
                case .components(let names): try trained.predictDSL(deploying: names)
                case .dsl(let written): written
                }
            let dsl = try DSL(json, mode: .predict)
            try dsl.checkModels(trainedBy: trained)
            let parties = try RuntimeConf(model.conf).parties
            return (dsl, parties.filter { [.guest, .host, .arbiter].contains($0.role) })
        } catch let error as DSLError {
            throw ModelError.refused(.dsl(error))
        } catch let error as ConfError {
            throw ModelError.refused(.conf(error))
        }
    }
}
