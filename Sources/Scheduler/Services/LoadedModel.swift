import Domain
import Journal

/// A model of an earlier job that a component loads: whose training, and which component's.
struct LoadedModel: Hashable {
    let modelID: String
    let version: String
    let component: ComponentName
    /// The name in the DSL of training; any when it is not said.
    let alias: String?
}

extension PartyTaskPlan {
    /// The model that a ModelLoader's parameters name; `nil` for all other modules, and for
    /// parameters that name none.
    var loadedModel: LoadedModel? {
        guard module == "ModelLoader", let parameters = try? JSONValue(parsing: parameters).object
        else { return nil }
        return LoadedModel(parameters)
    }
}

extension LoadedModel {
    /// Reads the parameters of a ModelLoader.
    init?(_ parameters: JSONObject) {
        guard let modelID = parameters["model_id"]?.string,
            let version = parameters["model_version"]?.string,
            let component = parameters["component_name"]?.string.flatMap({ ComponentName($0) })
        else { return nil }
        self.init(
            modelID: modelID, version: version, component: component,
            alias: parameters["model_alias"]?.string.flatMap { $0.isEmpty ? nil : $0 })
    }
}

extension StoredModels {
    /// What a party would load; `nil` when its role did not run the component that trained it.
    ///
    /// - Throws: `ModelError` when it is not there.
    func model(of loaded: LoadedModel, at party: Party) async throws -> ModelOutput? {
        let trained = try await trained(loaded.modelID, loaded.version, at: party)
        guard let saved = trained.state.components[loaded.component] else {
            if try DSL(trained.dsl)[loaded.component] != nil,
                try await plan(of: loaded, trained) == nil
            {
                return nil
            }
            throw ModelError.incomplete(version: loaded.version, party, [loaded.component.text])
        }
        guard loaded.alias == nil || loaded.alias == saved.model.name else {
            throw ModelError.otherAlias(loaded.component.text, saved.model.name)
        }
        return saved.model
    }

    /// The parameters that the component was trained with, if it is of that module.
    func parameters(
        of loaded: LoadedModel, for module: String, at party: Party
    ) async throws -> JSONObject? {
        let trained = try await trained(loaded.modelID, loaded.version, at: party)
        guard let plan = try await plan(of: loaded, trained), plan.module == module else {
            return nil
        }
        return try JSONValue(parsing: plan.parameters).object
    }

    private func plan(
        of loaded: LoadedModel, _ trained: TrainedModel
    ) async throws -> PartyTaskPlan? {
        try await journal.state(
            of: PartyDecider.self, .party(trained.source.job, trained.source.party)
        ).plan(of: loaded.component)
    }
}

extension PartyService {
    /// What the models that a job loads were trained with, by the components that read them (spec:
    /// they count under what the conf says). A model that is not there is found by others.
    func storedParameters(
        of specification: JobSpecification, at party: Party
    ) async throws -> [ComponentName: JSONObject] {
        var stored: [ComponentName: JSONObject] = [:]
        for component in specification.components {
            guard
                let loader = component.references(.model).first
                    .flatMap({ specification.dsl[$0.component] }),
                let plan = try? specification.taskPlan(
                    of: loader, for: party, in: modules.catalogue, strictly: false),
                let loaded = plan.loadedModel
            else { continue }
            do {
                stored[component.name] = try await StoredModels(journal: journal)
                    .parameters(of: loaded, for: component.module, at: party)
            } catch is ModelError {
                continue
            }
        }
        return stored
    }
}
