import Domain
import Journal

/// What a job would lack at a party of this site, one kind after the other. Creating the party's part
/// is refused for the first one; an inspection names them all.
extension PartyService {
    /// A module or a provider that the site does not have.
    func moduleFinding(
        of component: DSLComponent, in specification: JobSpecification, at party: Party
    ) -> JobFinding? {
        guard let module = modules.catalogue[component.module] else {
            let known = modules.catalogue.modules
            return JobFinding(
                .unknownModule, party: party, component: component.name.text,
                wanted: .string(component.module),
                available: .array(known.map { .string($0) }),
                text: "no provider of this site has the module \(component.module)",
                change: "use one of its modules (\(known.joined(separator: ", "))), or register a "
                    + "provider that has it")
        }
        guard module.roles.contains(party.role),
            let chosen = specification.chosenProvider(of: component, for: party),
            chosen.name != module.provider
        else { return nil }
        return JobFinding(
            .unknownProvider, party: party, component: component.name.text,
            wanted: .string("\(chosen)"), available: .string("\(module.defaultProvider)"),
            text: "the provider \(chosen) has no module \(module.module) at this site",
            change: "name \(module.defaultProvider), or no provider")
    }

    /// A version of the provider that the site does not have (FATE: not registered).
    func versionFinding(of plan: PartyTaskPlan, at party: Party) -> JobFinding? {
        guard let own = modules.catalogue[plan.module]?.defaultProvider,
            plan.provider != own.description
        else { return nil }
        return versionFinding(wanted: plan.provider, own, plan.component, at: party)
    }

    /// The same before there is a plan.
    func versionFinding(
        of component: DSLComponent, in specification: JobSpecification, at party: Party
    ) -> JobFinding? {
        guard let module = modules.catalogue[component.module],
            module.roles.contains(party.role),
            let chosen = specification.chosenProvider(of: component, for: party),
            chosen.name == module.provider, let version = chosen.version,
            version != module.version
        else { return nil }
        return versionFinding(
            wanted: chosen.description, module.defaultProvider, component.name, at: party)
    }

    private func versionFinding(
        wanted: String, _ own: ProviderChoice, _ component: ComponentName, at party: Party
    ) -> JobFinding {
        JobFinding(
            .providerVersion, party: party, component: component.text, wanted: .string(wanted),
            available: .string(own.description),
            text: "this site has \(own), not \(wanted)",
            change: "name \(own), or the provider without a version")
    }

    /// Parameter values that cannot work, or a table that is not there.
    func parameterFindings(
        of plan: PartyTaskPlan, at party: Party
    ) async throws -> [JobFinding] {
        if let parameters = try JSONValue(parsing: plan.parameters).object,
            let problem = modules.problem(with: parameters, of: plan.module, for: party.role)
        {
            return [
                JobFinding(
                    .parameterValue, party: party, component: plan.component.text, text: problem,
                    change: "")
            ]
        }
        guard plan.needRun else { return [] }
        if let loaded = plan.loadedModel {
            return try await loadFindings(of: loaded, for: plan, at: party)
        }
        do {
            guard let name = try plan.namedTable(at: party), try await content(of: name) == nil
            else { return [] }
            return [
                JobFinding(
                    .unknownTable, party: party, component: plan.component.text,
                    wanted: .string("\(name)"), text: "there is no table \(name) at this site",
                    change: "upload it first, or correct table in the component's parameters")
            ]
        } catch let error as SubmissionError {
            return error.finding.map { [$0] } ?? []
        }
    }

    /// A model that a ModelLoader is to load and that is not there.
    private func loadFindings(
        of loaded: LoadedModel, for plan: PartyTaskPlan, at party: Party
    ) async throws -> [JobFinding] {
        do {
            _ = try await StoredModels(journal: journal).model(of: loaded, at: party)
            return []
        } catch let error as ModelError {
            return [
                JobFinding(
                    .missingComponentModel, party: party, component: plan.component.text,
                    wanted: .string("\(loaded.modelID) \(loaded.version) \(loaded.component)"),
                    text: "\(error)", change: "name a model that clotho model show lists")
            ]
        }
    }

    /// The rows of a table of this site; `nil` when there is none.
    func content(of table: TableName) async throws -> TableContent? {
        try await journal.state(of: TableDecider.self, .table(table)).content
    }

    /// What earlier jobs are to have trained and have not.
    func modelFindings(
        of plans: [PartyTaskPlan], _ name: ModelName?, at party: Party
    ) async throws -> [JobFinding] {
        let needing = plans.filter(\.needRun)
            .filter { $0.inputs.contains { $0.kind == .pipeline } }
        guard !needing.isEmpty else { return [] }
        var trained: ModelState?
        if let name { trained = try await journal.state(of: ModelDecider.self, .model(name)) }
        return needing.flatMap { plan in
            plan.inputs.filter { $0.kind == .pipeline && trained?.components[$0.component] == nil }
                .map { input in
                    JobFinding(
                        .missingComponentModel, party: party, component: plan.component.text,
                        wanted: .string(input.component.text),
                        text: "the model that the job names has nothing that \(input.component) "
                            + "has trained",
                        change: "deploy without it, or train it")
                }
        }
    }
}
