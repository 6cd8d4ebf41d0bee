import Domain
import Journal

/// Finds what a task reads and writes the order for its worker.
struct WorkerOrders: Sendable {
    let journal: Journal
    let tokens: any WorkerTokens

    /// The order for the newest run of a task; `nil` when that run needs no process any more.
    ///
    /// - Throws: `OrderProblem` when an input is not there.
    func order(for task: TaskID, at party: Party) async throws -> WorkerOrder? {
        let state = try await journal.state(of: PartyDecider.self, .party(task.job, party))
        guard let plan = state.plan(of: task.component), let run = state.runs[task.component],
            run.version == task.version, run.phase == .starting
        else { return nil }
        return WorkerOrder(
            task: task, party: party, plan: plan, worker: run.worker,
            token: tokens.token(of: run.worker),
            tables: try await tables(of: plan, at: party, state),
            models: try models(of: plan, state) + (try await trainedModels(of: plan, state))
                + (try await loadedModels(of: plan, at: party)))
    }

    /// The tasks that read what a task makes and have not begun.
    func next(after task: TaskID, at party: Party) async throws -> [TaskID] {
        try await tasks(of: task.job, at: party) { plan in
            plan.inputs.contains { $0.component == task.component }
        }
    }

    /// The tasks that a job begins with.
    func first(of job: JobID, at party: Party) async throws -> [TaskID] {
        try await tasks(of: job, at: party) { plan in
            plan.inputs.allSatisfy { $0.kind == .pipeline }
        }
    }

    private func tasks(
        of job: JobID, at party: Party, where isWanted: (PartyTaskPlan) -> Bool
    ) async throws -> [TaskID] {
        let state = try await journal.state(of: PartyDecider.self, .party(job, party))
        return (state.creation?.tasks ?? []).filter { $0.needRun && isWanted($0) }
            .map {
                TaskID(job: job, component: $0.component, version: state.version(of: $0.component))
            }
            .filter { state.runs[$0.component].map(\.version) ?? -1 < $0.version }
    }

    private func tables(
        of plan: PartyTaskPlan, at party: Party, _ state: PartyState
    ) async throws -> [WorkerOrder.TableInput] {
        if let name = try plan.namedTable(at: party) {
            let table = try await journal.state(of: TableDecider.self, .table(name))
            guard let content = table.content else {
                throw OrderProblem("there is no table \(name) at this site any more")
            }
            return [WorkerOrder.TableInput(key: "table", source: "", name: name, content: content)]
        }
        return try plan.inputs.filter { $0.kind == .data }.compactMap { input in
            if state.componentsWithoutOutput.contains(input.component) {
                throw OrderProblem(
                    "the output of \(input.component) was thrown away (clotho job clean); rerun the "
                        + "job from \(input.component) on with force")
            }
            // What another role runs, or what makes its table at another role only, gives this
            // party nothing to read.
            guard let output = state.output(input.output, of: input.component) else { return nil }
            return WorkerOrder.TableInput(
                key: input.key, source: input.component.text, name: output.table,
                content: output.content)
        }
    }

    private func models(
        of plan: PartyTaskPlan, _ state: PartyState
    ) throws -> [WorkerOrder.ModelInput] {
        try plan.inputs.filter { $0.kind == .model }.map { input in
            guard let model = state.model(of: input.component) else {
                throw OrderProblem("\(input.component) has made no model \(input.output)")
            }
            return WorkerOrder.ModelInput(key: input.key, model: model)
        }
    }

    /// The model that a ModelLoader names.
    private func loadedModels(
        of plan: PartyTaskPlan, at party: Party
    ) async throws -> [WorkerOrder.ModelInput] {
        guard let loaded = plan.loadedModel else { return [] }
        do {
            let model = try await StoredModels(journal: journal).model(of: loaded, at: party)
            return model.map { [WorkerOrder.ModelInput(key: "model", model: $0)] } ?? []
        } catch let error as ModelError {
            throw OrderProblem("\(error)")
        }
    }

    /// The models that the job names, trained by an earlier one.
    private func trainedModels(
        of plan: PartyTaskPlan, _ state: PartyState
    ) async throws -> [WorkerOrder.ModelInput] {
        let inputs = plan.inputs.filter { $0.kind == .pipeline }
        guard !inputs.isEmpty, let name = state.creation?.modelName else { return [] }
        let trained = try await journal.state(of: ModelDecider.self, .model(name))
        return try inputs.map { input in
            guard let saved = trained.components[input.component] else {
                throw OrderProblem("the model \(name.version) has no \(input.component) here")
            }
            return WorkerOrder.ModelInput(key: input.key, model: saved.model)
        }
    }
}

/// Why a worker cannot be given its work.
struct OrderProblem: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
