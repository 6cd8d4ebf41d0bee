public import Domain
import Journal

/// A job that runs again, at the parties of this site.
extension PartyService {
    /// New parameters, new versions and the round itself stand together or not at all.
    public func reopen(
        _ request: PartyReopening, at party: Party
    ) async throws -> CreationAnswer {
        do {
            let known = try await state(request.job, party)
            let revision = try await revision(
                request.revision, conf: request.conf, of: known, at: party)
            return try await journal.commit(context(request.job)) { transaction in
                let stream = StreamIdentity.party(request.job, party)
                if let revision {
                    try await transaction.decide(
                        .revise(revision), by: PartyDecider.self, on: stream)
                }
                for task in request.tasks {
                    try await transaction.decide(
                        .createTask(
                            task.component, version: task.version,
                            autoRetries: request.autoRetries),
                        by: PartyDecider.self, on: stream)
                }
                try await transaction.decide(
                    .reopen(round: request.round), by: PartyDecider.self, on: stream)
                let state = try await transaction.state(of: PartyDecider.self, stream)
                guard let need = state.creation?.need else { throw PartyRejection.unknownJob }
                return .created(need)
            }.events
        } catch let error as SubmissionError {
            return .refused(reason: error.message)
        } catch let rejection as PartyRejection {
            return .refused(reason: "\(rejection)")
        }
    }

    public func createTask(_ task: TaskID, at party: Party, autoRetries: Int) async throws {
        try await journal.execute(
            .createTask(task.component, version: task.version, autoRetries: autoRetries),
            by: PartyDecider.self, on: .party(task.job, party), context(task.job))
    }

    public func lostOutputs(of job: JobID, at party: Party) async throws -> [ComponentName] {
        let state = try await state(job, party)
        var lost: [ComponentName] = []
        for plan in state.creation?.tasks ?? [] {
            guard let run = state.runs[plan.component], run.status.isSuccess else { continue }
            if state.componentsWithoutOutput.contains(plan.component) {
                lost.append(plan.component)
                continue
            }
            for output in run.result?.tables ?? [] where !lost.contains(plan.component) {
                let table = try await journal.state(of: TableDecider.self, .table(output.table))
                if table.content == nil { lost.append(plan.component) }
            }
        }
        return lost
    }

    public func revise(
        _ job: JobID, at party: Party, revision number: Int, conf: String
    ) async throws {
        let known = try await state(job, party)
        guard let own = try await revision(number, conf: conf, of: known, at: party) else {
            return
        }
        try await journal.execute(
            .revise(own), by: PartyDecider.self, on: .party(job, party), context(job))
    }

    /// The party's part of a job as it would be with another conf.
    ///
    /// - Throws: `SubmissionError` when the party cannot take part with it.
    func creation(
        _ old: PartyCreation, with conf: String
    ) async throws -> PartyCreation {
        let specification = try JobSpecification(
            dsl: JSONValue(parsing: old.dsl), conf: JSONValue(parsing: conf))
        let submission = JobSubmission(
            job: old.job, initiator: old.initiator, parties: old.parties, components: [],
            parallelism: nil, dsl: old.dsl, conf: conf)
        return try await creation(of: specification, submission, at: old.party)
    }

    /// What a change of parameters is for a party; `nil` when it has it already.
    private func revision(
        _ number: Int, conf: String, of state: PartyState, at party: Party
    ) async throws -> PartyRevision? {
        guard let old = state.creation else { throw PartyRejection.unknownJob }
        guard number > state.revision else { return nil }
        do {
            return PartyRevision(
                number: number, from: old, to: try await creation(old, with: conf))
        } catch let error as JobSpecificationError {
            throw SubmissionError(error, at: party)
        }
    }

    private func state(_ job: JobID, _ party: Party) async throws -> PartyState {
        try await journal.state(of: PartyDecider.self, .party(job, party))
    }
}
