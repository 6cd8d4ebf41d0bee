public import Domain
public import Journal

/// Models of the parties that live here.
extension PartyService: ModelClient {
    public func check(
        _ request: ModelDeployRequest, at party: Party
    ) async throws -> ModelDeployAnswer {
        do {
            _ = try await deployable(request, at: party)
            return .deployed
        } catch let error as ModelError {
            return .refused("\(error)")
        }
    }

    public func deploy(
        _ request: ModelDeployRequest, at party: Party, _ context: CommandContext
    ) async throws -> ModelDeployAnswer {
        do {
            try await deploy(request, at: [party], context)
            return .deployed
        } catch let error as ModelError {
            return .refused("\(error)")
        } catch let rejection as ModelRejection {
            return .refused("\(rejection)")
        }
    }

    /// Deploys at parties of this site in one commit: at all of them or at none.
    ///
    /// - Throws: `ModelError`, `ModelRejection`.
    public func deploy(
        _ request: ModelDeployRequest, at parties: [Party], _ context: CommandContext
    ) async throws {
        var models: [(ModelName, TrainedModel)] = []
        for party in parties {
            let model = try await deployable(request, at: party)
            guard
                let name = StoredModels.name(request.modelID, request.newVersion, of: party)
            else { throw ModelError.badVersion(request.newVersion) }
            models.append((name, model))
        }
        let (dsl, prepared) = (try DSL(JSONValue(parsing: request.dsl), mode: .predict), models)
        try await journal.commit(context) { transaction in
            for (name, model) in prepared {
                let deployment = ModelDeployment(
                    parentVersion: request.version, dsl: request.dsl,
                    trainedDSL: model.dsl.text(), trainedConf: model.conf.text())
                try await transaction.decide(
                    .deploy(deployment, from: model.source, model.state.components(readBy: dsl)),
                    by: ModelDecider.self, on: .model(name))
            }
        }
    }

    /// The model that a party would deploy, with all that predict jobs will read of it.
    ///
    /// - Throws: `ModelError`.
    private func deployable(
        _ request: ModelDeployRequest, at party: Party
    ) async throws -> TrainedModel {
        let models = StoredModels(journal: journal)
        let model = try await models.trained(request.modelID, request.version, at: party)
        let dsl: DSL
        do {
            dsl = try DSL(JSONValue(parsing: request.dsl), mode: .predict)
            try dsl.checkModels(trainedBy: DSL(model.dsl))
        } catch let error as DSLError {
            throw ModelError.refused(.dsl(error))
        }
        let training = try await journal.state(
            of: PartyDecider.self, .party(model.source.job, party))
        let lost = dsl.componentsOfTraining.filter { name in
            guard let plan = training.plan(of: name), plan.needRun, plan.modelOutput != nil else {
                return false
            }
            return model.state.components[name] == nil
        }
        guard lost.isEmpty else {
            throw ModelError.incomplete(
                version: request.version, party, lost.map(\.text).sorted())
        }
        return model
    }
}

extension DSL {
    /// The components of training whose models a predict job reads.
    fileprivate var componentsOfTraining: Set<ComponentName> {
        Set(
            components.flatMap(\.inputs).flatMap(\.references).filter(\.isFromPipeline)
                .map(\.component))
    }
}

extension ModelState {
    /// What a DSL reads of the model, by name.
    fileprivate func components(readBy dsl: DSL) -> [ModelComponent] {
        let names = dsl.componentsOfTraining
        return components.filter { names.contains($0.key) }.map(\.value)
            .sorted { $0.component.text < $1.component.text }
    }
}
