public import Domain
import EventStore
public import Journal

/// What users ask of federated jobs, at the initiator's site
/// (FATE-Flow `scheduler/dag_scheduler.py`).
public struct JobService: Sendable {
    let journal: Journal
    let parties: PartyService
    private let clock: any WallClock
    private let ids: JobIDs
    private let ledger: JobLedger
    /// The commands on the models that jobs train.
    public let models: ModelService

    /// How long a stop waits for the workers to be gone before it answers.
    static let stopMillisecondsMax: Int64 = 10_000

    /// Makes the service.
    public init(parties: PartyService, ids: JobIDs) {
        journal = parties.journal
        clock = parties.clock
        self.parties = parties
        self.ids = ids
        ledger = JobLedger(parties: parties)
        models = ModelService(journal: journal, parties: parties, ids: ids)
    }

    /// Accepts a job and returns when every party has created its part.
    ///
    /// Everything that can be known beforehand is checked first, so that a bad job leaves nothing
    /// on the log.
    /// - Parameter job: an id of `newID(at:)`; `nil` makes one.
    /// - Throws: `SubmissionError`.
    public func submit(
        dsl: JSONValue, conf: JSONValue, as job: JobID? = nil, _ context: CommandContext
    ) async throws -> SubmittedJob {
        let documents = try await JobDocuments.read(
            dsl: dsl, conf: conf, StoredModels(journal: journal))
        let job = if let job { job } else { await newID(at: context.now) }
        let submitted = SubmittedJob(job, documents)
        // The model's name counts for the parties' parameters too.
        let specification = try submitted.specification()
        let submission = try submission(job, specification, submitted)
            .inheriting(try await inheritance(of: specification))
        let routing = try await journal.routing()
        let lost = RouteCheck.findings(
            of: submission.parties, initiator: submission.initiator, in: routing)
        if let finding = lost.first { throw SubmissionError(finding) }
        var parts: [Party: PartyPart] = [:]
        for party in submission.parties where routing.isHere(party) {
            parts[party] = try await parties.part(of: specification, submission, at: party)
        }
        let position = try await ledger.commit(context.begun(job), creating: parts) {
            try await $0.record(.submit(submission), of: job)
        }.position
        let state = try await state(of: job, at: position) { $0.status != .ready }
        // It may have run, and failed, by now.
        if let state, state.status == .failed, !state.refusals.isEmpty {
            throw SubmissionError(code: "creation_refused", message: state.reason, job: job)
        }
        return submitted
    }

    /// Ends a job early and returns when it has ended, or after a while when workers take long.
    ///
    /// - Throws: `JobRejection.unknownJob`; stopping an ended job changes nothing.
    public func stop(
        _ job: JobID, as status: JobStatus, reason: String, _ context: CommandContext
    ) async throws {
        let start = journal.log.head
        try await ledger.record(.stop(status, reason: reason), of: job, context.begun(job))
        try await waitForClosing(of: job, after: start)
    }

    /// Cancels a job that waits in the queue; `false` when it has left the queue meanwhile.
    public func cancelQueued(
        _ job: JobID, reason: String, _ context: CommandContext
    ) async throws -> Bool {
        try await ledger.commit(context.begun(job)) { transaction in
            let state = try await transaction.state(of: JobDecider.self, .job(job))
            guard state.status == .waiting else { return false }
            let events = try await transaction.record(
                .stop(.canceled, reason: reason), of: job)
            return !events.isEmpty
        }.value
    }

    /// Returns when every party has answered the end of a job, or after a while.
    func waitForClosing(of job: JobID, after position: Position) async throws {
        guard try await !journal.state(of: JobDecider.self, .job(job)).isClosed else { return }
        await withTaskGroup(of: Void.self) { group in
            group.addTask { _ = try? await state(of: job, after: position) { $0.isClosed } }
            group.addTask { await clock.wait(milliseconds: Self.stopMillisecondsMax) }
            await group.next()
            group.cancelAll()
        }
    }

    /// The state of the job from a position on that satisfies a condition.
    private func state(
        of job: JobID, at position: Position, satisfies: @Sendable (JobState) -> Bool
    ) async throws -> JobState? {
        let state = try await journal.state(of: JobDecider.self, .job(job))
        if satisfies(state) { return state }
        return try await self.state(of: job, after: position, satisfies: satisfies)
    }

    /// The first state of the job that satisfies a condition; `nil` when the site shuts down.
    func state(
        of job: JobID, after position: Position, satisfies: @Sendable (JobState) -> Bool
    ) async throws -> JobState? {
        let stream = StreamIdentity.job(job).streamName
        for try await batch in journal.log.subscribe(after: position)
        where batch.contains(where: { $0.envelope.stream == stream }) {
            let state = try await journal.state(of: JobDecider.self, .job(job))
            if satisfies(state) { return state }
        }
        return nil
    }

    /// An id that no job of this site has.
    public func newID(at moment: Timestamp) async -> JobID { await ids.next(at: moment) }

    /// What the job takes over from an earlier one, as far as the coordinator can say.
    private func inheritance(of specification: JobSpecification) async throws -> JobInheritance? {
        guard let wish = specification.inheritance else { return nil }
        let (inheritance, findings) = try await InheritedJob(journal: journal).inheritance(
            wish, of: specification.initiator)
        if let finding = findings.first { throw SubmissionError(finding) }
        return inheritance
    }

    private func submission(
        _ job: JobID, _ specification: JobSpecification, _ submitted: SubmittedJob
    ) throws -> JobSubmission {
        let planned: [PlannedComponent]
        do {
            planned = try specification.plannedComponents(in: parties.modules.catalogue)
        } catch {
            throw SubmissionError(.conf(error))
        }
        if let idle = planned.first(where: \.parties.isEmpty) {
            throw SubmissionError(.roleWithoutModule(idle.module, of: idle.name))
        }
        let parameters = specification.jobParameters(for: specification.initiator)
        return JobSubmission(
            job: job, initiator: specification.initiator, parties: specification.parties,
            components: planned, parallelism: specification.parallelism,
            limits: specification.limits(of: planned),
            retries: parameters.map(RetryPolicy.init) ?? RetryPolicy(),
            dsl: submitted.dsl.text(), conf: submitted.conf.text())
    }
}

extension CommandContext {
    /// The context of what a request does to a job: it belongs to the job, the request led to it.
    func begun(_ job: JobID) -> CommandContext {
        var context = self
        context.correlationID = job.text
        context.causationID = correlationID
        return context
    }
}
