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

    /// The party's part of a job as it would be created.
    ///
    /// - Throws: `SubmissionError` when the party cannot take part; nothing has happened then.
    public func creation(
        of specification: JobSpecification, _ submission: JobSubmission, at party: Party
    ) async throws -> PartyCreation {
        let plans: [PartyTaskPlan]
        do {
            plans = try specification.taskPlans(for: party, in: modules.catalogue)
        } catch {
            throw SubmissionError(code: error.code.rawValue, message: "\(party): \(error.message)")
        }
        for plan in plans {
            try checkParameters(of: plan, at: party)
            try await checkTable(of: plan, at: party)
        }
        let creation = PartyCreation(
            job: submission.job, party: party, initiator: submission.initiator,
            parties: submission.parties, need: try await need(of: specification, at: party),
            tasks: plans, dsl: submission.dsl, conf: submission.conf,
            jobParameters: jobParameters(of: specification, at: party))
        try await checkModels(of: creation)
        return creation
    }

    /// Checks that what earlier jobs are to have trained is there.
    private func checkModels(of creation: PartyCreation) async throws {
        let inputs = creation.tasks.filter(\.needRun).flatMap(\.inputs)
            .filter { $0.kind == .pipeline }
        guard !inputs.isEmpty else { return }
        let trained: ModelState? =
            if let name = creation.modelName {
                try await journal.state(of: ModelDecider.self, .model(name))
            } else { nil }
        for input in inputs where trained?.components[input.component] == nil {
            throw SubmissionError(
                code: "missing_component_model",
                message: "\(creation.party): the model that the job names has nothing that "
                    + "\(input.component) has trained; deploy without it, or train it")
        }
    }

    private func checkParameters(of plan: PartyTaskPlan, at party: Party) throws {
        guard let parameters = try JSONValue(parsing: plan.parameters).object,
            let problem = modules.problem(
                with: parameters, of: plan.module, for: party.role)
        else { return }
        throw SubmissionError(
            code: "parameter_value", message: "\(party), component \(plan.component): \(problem)")
    }

    private func checkTable(of plan: PartyTaskPlan, at party: Party) async throws {
        guard plan.needRun, let name = try plan.namedTable(at: party) else { return }
        let table = try await journal.state(of: TableDecider.self, .table(name))
        guard table.content == nil else { return }
        throw SubmissionError(
            code: "unknown_table",
            message: "\(party), component \(plan.component): there is no table \(name) at this "
                + "site; upload it first, or correct table in the component's parameters")
    }

    /// FATE's adaptation of what the user asked for to the engine that is there.
    private func need(
        of specification: JobSpecification, at party: Party
    ) async throws -> ResourceNeed {
        let state = try await journal.state(of: EngineDecider.self, .engine(engine))
        guard let size = state.size, let kind = EngineKind(rawValue: size.kind),
            let parameters = specification.jobParameters(for: party),
            let baseline = specification.jobParameters(for: specification.initiator)
        else { throw EngineRejection.notRegistered }
        let task = TaskSize(
            requestedCores: baseline.taskCores, role: party.role, parameters: parameters, on: kind,
            engineNodes: size.nodes)
        let need = ResourceNeed(
            engine: engine,
            task.jobAmount(for: party.role, parallelism: parameters.taskParallelism))
        try check(need, of: size, at: party, parameters, taskCores: baseline.taskCores)
        return need
    }

    /// Refuses a job that asks for more than one job may ever have.
    private func check(
        _ need: ResourceNeed, of size: EngineSize, at party: Party, _ parameters: JobParameters,
        taskCores: Int
    ) throws {
        let limit = TaskSize.jobCoresMax(engineCores: size.cores, share: jobCoresShareMax)
        guard need.cores <= limit else {
            throw SubmissionError(
                code: "resources_exceeded",
                message: "max cores per job is \(limit) at \(party), but the job asks for "
                    + "\(need.cores) (task_cores \(taskCores), task_parallelism "
                    + "\(parameters.taskParallelism)); lower one of them")
        }
        guard size.memory == 0 || need.memory <= size.memory else {
            throw SubmissionError(
                code: "resources_exceeded",
                message: "the engine has \(size.memory) bytes of memory at \(party), but the job "
                    + "asks for \(need.memory) (task_memory \(parameters.taskMemory), "
                    + "task_parallelism \(parameters.taskParallelism)); lower one of them")
        }
    }

    private func jobParameters(of specification: JobSpecification, at party: Party) -> String {
        JSONValue.object(specification.jobParameters(for: party)?.known ?? [:]).text()
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
                code: "missing_table",
                message: "\(party), component \(component): give table with name and namespace "
                    + "in component_parameters.role.\(party.role.rawValue)")
        }
        return address
    }
}
