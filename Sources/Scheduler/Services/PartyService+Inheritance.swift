import Domain
import Journal

/// Components that a party takes over from an earlier job instead of running them.
///
/// Only what would come out the same: the module, its provider's version, the parameters, what it
/// reads and the digests of that must be those of the earlier job.
extension PartyService {
    /// What the party takes over, and why it cannot take over the rest.
    func inheritances(
        of plans: [PartyTaskPlan], _ submission: JobSubmission, _ model: ModelName?,
        at party: Party
    ) async throws -> (tasks: [TaskInheritance], findings: [JobFinding]) {
        guard let inheritance = submission.inheritance else { return ([], []) }
        let source = inheritance.source
        let members = inheritance.components.filter { member in
            plans.contains { $0.component == member.component }
        }
        guard !members.isEmpty else { return ([], []) }
        let old = try await journal.state(of: PartyDecider.self, .party(source, party))
        guard let creation = old.creation, creation.initiator == submission.initiator else {
            let reason =
                old.creation.map { "the job is \($0.initiator)'s, and this one another's" }
                ?? "\(party) took no part in it"
            return ([], [.notInheritable(from: source, party, nil, reason)])
        }
        var tasks: [TaskInheritance] = []
        var findings: [JobFinding] = []
        for member in members {
            guard let plan = plans.first(where: { $0.component == member.component }) else {
                continue
            }
            let reasons = try await reasons(against: member, plan, model, old, at: party)
            if reasons.isEmpty, let task = old.task(member, from: source, for: submission.job) {
                tasks.append(task)
            } else {
                findings.append(
                    .notInheritable(
                        from: source, party, member.component,
                        reasons.joined(separator: ", ")))
            }
        }
        return (tasks, findings)
    }

    /// Everything that makes a component another one than it was in the earlier job.
    private func reasons(
        against member: TaskVersion, _ plan: PartyTaskPlan, _ model: ModelName?,
        _ old: PartyState, at party: Party
    ) async throws -> [String] {
        guard let known = old.plan(of: member.component) else {
            return ["\(party) has no task of it there"]
        }
        guard let run = old.runs[member.component], run.version == member.version,
            run.status.isSuccess
        else { return ["\(party) has no version \(member.version) of it that succeeded"] }
        var reasons = PlanDifference.sentences(known, plan)
        if plan.inputs.contains(where: { $0.kind == .pipeline }),
            model != old.creation?.modelName
        {
            reasons.append("the model that it reads is another one")
        }
        if let reason = try await lossReason(of: member.component, old) {
            return reasons + [reason]
        }
        return reasons + (try await inputReasons(of: plan, run, at: party))
    }

    /// What is not there any more of what the component has made.
    private func lossReason(
        of component: ComponentName, _ old: PartyState
    ) async throws -> String? {
        if old.componentsWithoutOutput.contains(component) {
            return "its output tables were thrown away there"
        }
        for output in old.runs[component]?.result?.tables ?? [] {
            let now = try await content(of: output.table)
            if now?.digest != output.content.digest {
                return "its output table \(output.table) is gone"
            }
        }
        return nil
    }

    /// A Reader hands on the rows of its table as they are, so its output tells what it read.
    private func inputReasons(
        of plan: PartyTaskPlan, _ run: PartyState.TaskRun, at party: Party
    ) async throws -> [String] {
        guard plan.needRun, let name = try plan.namedTable(at: party),
            let read = run.result?.tables.first?.content.digest,
            let now = try await content(of: name)?.digest, now != read
        else { return [] }
        return [
            "the rows of \(name) are others now: digest \(read.prefix(12))… there and "
                + "\(now.prefix(12))… here"
        ]
    }

    /// Takes a component over: the task, its tables, its model and its metrics, in one commit with the
    /// creation of the party's part.
    ///
    /// - Throws: `SubmissionError` when the earlier job has changed since it was looked at.
    func inherit(
        _ task: TaskInheritance, _ creation: PartyCreation, _ transaction: inout Transaction
    ) async throws {
        let source = StreamIdentity.party(task.source, creation.party)
        let old = try await transaction.state(of: PartyDecider.self, source)
        let isThere =
            old.runs[task.component]?.version == task.version
            && !old.componentsWithoutOutput.contains(task.component)
        guard isThere else {
            throw SubmissionError(
                .notInheritable(
                    from: task.source, creation.party, task.component,
                    "it was changed meanwhile; submit again"))
        }
        try await transaction.decide(
            .inherit(task), by: PartyDecider.self, on: .party(creation.job, creation.party))
        let id = TaskID(job: creation.job, component: task.component, version: 0)
        for output in task.result.tables {
            try await transaction.decide(
                .write(
                    output.table, output.content,
                    origin: TableOrigin(kind: "output", task: id.description), replacing: true),
                by: TableDecider.self, on: .table(output.table))
        }
        if let model = task.result.model {
            try await transaction.keep(model, of: id, creation)
        }
        try await track(task, as: id, creation.party, &transaction)
    }

    /// What the earlier run has tracked counts for this one too.
    private func track(
        _ task: TaskInheritance, as id: TaskID, _ party: Party, _ transaction: inout Transaction
    ) async throws {
        for entry in try journal.entries(of: .track(task.source, party)) {
            guard case .track(_, _, let event) = entry.event,
                let command = event.command(of: task.component, task.version, as: id.version)
            else { continue }
            try await transaction.decide(
                command, by: TrackingDecider.self, on: .track(id.job, party))
        }
    }
}

extension TrackingEvent {
    /// The report of one run as that of another version.
    fileprivate func command(
        of component: ComponentName, _ version: Int, as new: Int
    ) -> TrackingCommand? {
        switch self {
        case .logged(component, version, let points):
            .log(component, version: new, points)
        case .described(component, version, let meta):
            .describe(component, version: new, meta)
        case .logged, .described, .progressed:
            nil
        }
    }
}

extension PartyState {
    /// A run as another job takes it over, its tables under the names that they have there.
    fileprivate func task(
        _ member: TaskVersion, from source: JobID, for job: JobID
    ) -> TaskInheritance? {
        guard let run = runs[member.component] else { return nil }
        let id = TaskID(job: job, component: member.component, version: 0)
        let tables = (run.result?.tables ?? []).compactMap { output in
            TableName(namespace: id.outputNamespace, name: output.table.name).map {
                TaskOutput(name: output.name, table: $0, content: output.content)
            }
        }
        return TaskInheritance(
            component: member.component, source: source, version: member.version,
            result: WorkerResult(
                status: run.status, tables: tables, model: run.result?.model,
                summary: run.result?.summary ?? "{}"))
    }
}
