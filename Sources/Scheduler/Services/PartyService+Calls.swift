public import Domain
import Journal

extension PartyService: PartyClient {
    public func create(
        _ submission: JobSubmission, at party: Party
    ) async throws -> CreationAnswer {
        // Asked again after a crash: what was created stays as it was.
        let known = try await journal.state(
            of: PartyDecider.self, .party(submission.job, party))
        if let creation = known.creation { return .created(creation.need) }
        do {
            let specification = try JobSpecification(
                dsl: JSONValue(parsing: submission.dsl), conf: JSONValue(parsing: submission.conf))
            let part = try await part(of: specification, submission, at: party)
            try await journal.commit(context(submission.job)) { transaction in
                try await create(part, in: &transaction)
            }
            return .created(part.creation.need)
        } catch let error as SubmissionError {
            return .refused(reason: error.reason)
        } catch let error as JobSpecificationError {
            return .refused(reason: SubmissionError(error).reason)
        } catch let rejection as PartyRejection {
            return .refused(reason: "\(rejection)")
        }
    }

    public func reserve(
        _ job: JobID, at party: Party, attempt: Int
    ) async throws -> ReservationAnswer {
        try await journal.commit(context(job)) { transaction in
            try await reserve(job, at: party, attempt: attempt, in: &transaction)
        }.events
    }

    public func release(_ job: JobID, at party: Party, attempt: Int) async throws {
        try await journal.commit(context(job)) { transaction in
            try await release(job, at: party, attempt: attempt, in: &transaction)
        }
    }

    public func start(_ job: JobID, at party: Party, round: Int) async throws -> JobStatus? {
        try await journal.commit(context(job)) { transaction in
            try await start(job, at: party, round: round, in: &transaction)
        }.events
    }

    public func startTask(_ task: TaskID, at party: Party) async throws -> String? {
        try await journal.commit(context(task.job)) { transaction in
            try await startTask(task, at: party, in: &transaction)
        }.events
    }

    public func stopTask(
        _ task: TaskID, at party: Party, as status: TaskStatus, reason: String
    ) async throws {
        try await stopTask(task, at: party, as: status, reason: reason, context(task.job))
    }

    private func stopTask(
        _ task: TaskID, at party: Party, as status: TaskStatus, reason: String,
        _ context: CommandContext
    ) async throws {
        try await journal.execute(
            .stopTask(task.component, version: task.version, status, reason: reason),
            by: PartyDecider.self, on: .party(task.job, party), context)
    }

    public func collect(_ task: TaskID, at party: Party) async throws -> TaskReport? {
        let state = try await journal.state(of: PartyDecider.self, .party(task.job, party))
        guard let run = state.runs[task.component], run.version == task.version,
            run.status.isEnd || run.isRunning
        else { return nil }
        return TaskReport(
            task, party, run.status, reason: run.status.isEnd ? run.reasonForOthers(party) : "")
    }

    public func isHere(_ party: Party) async throws -> Bool { true }

    /// Whoever is still at work is told to stop, and the end is refused as `stillAtWork`, which the
    /// coordinator takes as a reason to ask again: nothing of a job that has ended runs on, whatever
    /// the coordinator was made to believe.
    public func end(
        _ job: JobID, at party: Party, round: Int, as status: JobStatus, reason: String
    ) async throws {
        try await end(job, at: party, round: round, as: status, reason: reason, context(job))
    }

    /// Ends the part on the word of whoever the context names.
    func end(
        _ job: JobID, at party: Party, round: Int, as status: JobStatus, reason: String,
        _ context: CommandContext
    ) async throws {
        do {
            try await journal.commit(context) { transaction in
                try await end(
                    job, at: party, round: round, as: status, reason: reason, in: &transaction)
            }
        } catch let rejection as PartyRejection {
            guard case .stillAtWork = rejection else { throw rejection }
            try await stopAll(job, party, "the job ended as \(status.rawValue)", context)
            throw rejection
        }
    }

    private func stopAll(
        _ job: JobID, _ party: Party, _ reason: String, _ context: CommandContext
    ) async throws {
        let state = try await journal.state(of: PartyDecider.self, .party(job, party))
        for component in state.componentsAtWork {
            guard let run = state.runs[component] else { continue }
            try await stopTask(
                TaskID(job: job, component: component, version: run.version), at: party,
                as: .canceled, reason: reason, context)
        }
    }

    func context(_ job: JobID) -> CommandContext {
        CommandContext(actor: "coordinator", correlationID: job.text, now: clock.now())
    }
}
