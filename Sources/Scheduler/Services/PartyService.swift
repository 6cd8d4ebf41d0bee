public import Domain
public import Journal

/// A party's side of the calls between coordinator and parties, for every party of this site
/// (FATE-Flow `scheduling_apps/party_app.py`).
public struct PartyService: Sendable {
    let journal: Journal
    let modules: any ModuleRegistry
    let tokens: any WorkerTokens
    let clock: any WallClock
    /// The compute engine of the site.
    let engine: String
    /// The share of the engine's cores that one job may take (FATE's `max_cores_percent_per_job`).
    let jobCoresShareMax: Double

    /// Makes the service.
    public init(
        journal: Journal, modules: any ModuleRegistry, tokens: any WorkerTokens,
        clock: any WallClock, engine: String, jobCoresShareMax: Double = 1
    ) {
        self.journal = journal
        self.modules = modules
        self.tokens = tokens
        self.clock = clock
        self.engine = engine
        self.jobCoresShareMax = jobCoresShareMax
    }

    /// The modules of the site.
    public var catalogue: ModuleCatalogue { modules.catalogue }

    /// The party's part of a job as it would be created.
    ///
    /// - Throws: `SubmissionError` when the party cannot take part; nothing has happened then.
    public func creation(
        of specification: JobSpecification, _ submission: JobSubmission, at party: Party
    ) async throws -> PartyCreation {
        let stored = try await storedParameters(of: specification, at: party)
        let plans: [PartyTaskPlan]
        do {
            plans = try specification.taskPlans(for: party, in: modules.catalogue, over: stored)
        } catch {
            throw SubmissionError(.conf(error), at: party)
        }
        for plan in plans {
            if let finding = versionFinding(of: plan, at: party) {
                throw SubmissionError(finding)
            }
            let findings = try await parameterFindings(of: plan, at: party)
            if let finding = findings.first { throw SubmissionError(finding) }
        }
        let need = try await need(of: specification, at: party)
        let excess =
            try await need.excess(at: party) + excessTogether(of: specification, at: party)
        if let finding = excess.first { throw SubmissionError(finding) }
        let creation = PartyCreation(
            job: submission.job, party: party, initiator: submission.initiator,
            parties: submission.parties, need: need.need,
            tasks: plans, dsl: submission.dsl, conf: submission.conf,
            jobParameters: try await jobParameters(of: specification, at: party))
        let findings = try await modelFindings(of: plans, creation.modelName, at: party)
        if let finding = findings.first { throw SubmissionError(finding) }
        return creation
    }

    /// The party's part of a job as it would be created, and what it would take over.
    ///
    /// - Throws: `SubmissionError` when the party cannot take part.
    func part(
        of specification: JobSpecification, _ submission: JobSubmission, at party: Party
    ) async throws -> PartyPart {
        let creation = try await creation(of: specification, submission, at: party)
        let taken = try await inheritances(
            of: creation.tasks, submission, creation.modelName, at: party)
        if let finding = taken.findings.first { throw SubmissionError(finding) }
        return PartyPart(creation: creation, inherited: taken.tasks)
    }

    /// FATE's adaptation of what the user asked for to the engine that is there.
    func need(
        of specification: JobSpecification, at party: Party
    ) async throws -> PartyNeed {
        let state = try await journal.state(of: EngineDecider.self, .engine(engine))
        guard let size = state.size, let kind = EngineKind(rawValue: size.kind),
            let parameters = specification.jobParameters(for: party),
            let baseline = specification.jobParameters(for: specification.initiator)
        else { throw EngineRejection.notRegistered }
        let task = TaskSize(
            requestedCores: baseline.taskCores, role: party.role, parameters: parameters, on: kind,
            engineNodes: size.nodes)
        return PartyNeed(
            need: ResourceNeed(
                engine: engine,
                task.jobAmount(for: party.role, parallelism: parameters.taskParallelism)),
            coresMax: TaskSize.jobCoresMax(engineCores: size.cores, share: jobCoresShareMax),
            memoryMax: size.memory, taskCores: baseline.taskCores,
            taskMemory: parameters.taskMemory, parallelism: parameters.taskParallelism)
    }

    /// What counts at the party, and whether all parties live at one site (FATE's `federated_mode`).
    private func jobParameters(
        of specification: JobSpecification, at party: Party
    ) async throws -> String {
        let routing = try await journal.routing()
        var known = specification.jobParameters(for: party)?.known ?? [:]
        let mode: FederatedMode =
            specification.parties.allSatisfy(routing.isHere) ? .single : .multiple
        known[FederatedMode.member] = .string(mode.rawValue)
        return JSONValue.object(known).text()
    }
}

extension PartyTaskPlan {
    /// The table that the component's `table` parameter names, where its module has one.
    ///
    /// - Throws: `SubmissionError` when the parameter is there but names no table.
    func namedTable(at party: Party) throws -> TableName? {
        guard module == "Reader" else { return nil }
        let table = try JSONValue(parsing: parameters).object?["table"]?.object
        guard let namespace = table?["namespace"]?.string, let name = table?["name"]?.string,
            let address = TableName(namespace: namespace, name: name)
        else {
            throw SubmissionError(
                JobFinding(
                    .missingTable, party: party, component: component.text, wanted: "a table",
                    text: "no table is named",
                    change: "give table with name and namespace in component_parameters.role."
                        + party.role.rawValue))
        }
        return address
    }
}
