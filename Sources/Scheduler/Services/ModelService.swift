public import Domain
public import Journal

/// What users ask of models (FATE-Flow `apps/model_app.py`).
public struct ModelService: Sendable {
    private let journal: Journal
    private let ids: JobIDs

    init(journal: Journal, ids: JobIDs) {
        self.journal = journal
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

    /// A version that predict jobs can use.
    public struct Deployed: Hashable, Sendable {
        /// The version: a fresh job id.
        public let version: String
        /// The parties of this site that have it, in the order of the conf.
        public let parties: [Party]
    }

    /// Makes a version that predict jobs can use, at all parties of this site in one commit.
    ///
    /// - Parameter party: One that has the model.
    /// - Throws: `ModelError`.
    public func deploy(
        _ modelID: String, _ version: String, at party: Party, _ choice: Choice,
        _ context: CommandContext
    ) async throws -> Deployed {
        let model = try await StoredModels(journal: journal).trained(modelID, version, at: party)
        let (dsl, parties) = try Self.plan(choice, model)
        let deployment = ModelDeployment(
            parentVersion: version, dsl: dsl.source.text(), trainedDSL: model.dsl.text(),
            trainedConf: model.conf.text())
        let new = await ids.next(at: context.now).text
        var deployed: [Party] = []
        for party in parties where try await isHere(party, model.source.job) {
            deployed.append(party)
        }
        let own = deployed
        try await journal.commit(context) { transaction in
            for party in own {
                guard let old = StoredModels.name(modelID, version, of: party),
                    let name = StoredModels.name(modelID, new, of: party)
                else { continue }
                let state = try await transaction.state(of: ModelDecider.self, .model(old))
                let source = ModelSource(
                    job: model.source.job, party: party, initiator: model.source.initiator,
                    modelID: modelID)
                try await transaction.decide(
                    .deploy(deployment, from: source, state.components(readBy: dsl)),
                    by: ModelDecider.self, on: .model(name))
            }
        }
        return Deployed(version: new, parties: own)
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

    /// What is deployed, and for whom.
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
            return (dsl, try RuntimeConf(model.conf).parties)
        } catch let error as DSLError {
            throw ModelError.refused(.dsl(error))
        } catch let error as ConfError {
            throw ModelError.refused(.conf(error))
        }
    }

    private func isHere(_ party: Party, _ job: JobID) async throws -> Bool {
        try await journal.state(of: PartyDecider.self, .party(job, party)).creation != nil
    }
}

extension ModelState {
    /// What a DSL reads of the model, by name.
    fileprivate func components(readBy dsl: DSL) -> [ModelComponent] {
        let names = Set(
            dsl.components.flatMap(\.inputs).flatMap(\.references).filter(\.isFromPipeline)
                .map(\.component))
        return components.filter { names.contains($0.key) }.map(\.value)
            .sorted { $0.component.text < $1.component.text }
    }
}
