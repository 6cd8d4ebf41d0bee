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
            let creation = try await creation(of: specification, submission, at: party)
            let taken = try await inheritances(
                of: creation.tasks, submission, creation.modelName, at: party)
            try await journal.commit(context(submission.job)) { transaction in
                try await transaction.decide(
                    .create(creation), by: PartyDecider.self, on: .party(submission.job, party))
                for task in taken.tasks {
                    try await inherit(task, creation, &transaction)
                }
            }
            return .created(creation.need)
        } catch let error as SubmissionError {
            return .refused(reason: error.message)
        } catch let error as JobSpecificationError {
            return .refused(reason: "\(error)")
        } catch let rejection as PartyRejection {
            return .refused(reason: "\(rejection)")
        }
    }

    /// The party and the engine it draws cores from change together or not at all.
    public func reserve(
        _ job: JobID, at party: Party, attempt: Int
    ) async throws -> ReservationAnswer {
        do {
            return try await journal.commit(context(job)) { transaction in
                let state = try await transaction.state(
                    of: PartyDecider.self, .party(job, party))
                guard let need = state.creation?.need else { throw PartyRejection.unknownJob }
                if state.lackedAttempt == attempt {
                    return .refused(WaitReason(lackedBefore: need, at: party))
                }
                try await transaction.decide(
                    .reserve(attempt: attempt), by: PartyDecider.self, on: .party(job, party))
                guard need.amount != .zero else { return .reserved }
                let holder = ResourceHolder(job: job, party: party)
                try await transaction.decide(
                    .reserve(holder, need.amount), by: EngineDecider.self, on: .engine(need.engine))
                return .reserved
            }.events
        } catch let EngineRejection.insufficient(shortage) {
            return try await lack(shortage, job, party, attempt)
        }
    }

    /// Notes the answer, so that the same request that comes once more takes no cores later.
    private func lack(
        _ shortage: ResourceShortage, _ job: JobID, _ party: Party, _ attempt: Int
    ) async throws -> ReservationAnswer {
        try await journal.execute(
            .noteLack(attempt: attempt), by: PartyDecider.self, on: .party(job, party),
            context(job))
        let state = try await journal.state(of: PartyDecider.self, .party(job, party))
        return state.reservedAttempt == attempt
            ? .reserved : .refused(WaitReason.shortages(shortage, at: party)[0])
    }

    public func release(_ job: JobID, at party: Party, attempt: Int) async throws {
        try await journal.commit(context(job)) { transaction in
            let events = try await transaction.decide(
                .release(attempt: attempt), by: PartyDecider.self, on: .party(job, party))
            if !events.isEmpty { try await giveBack(job, party, &transaction) }
        }
    }

    public func start(_ job: JobID, at party: Party, round: Int) async throws {
        try await journal.execute(
            .start(round: round), by: PartyDecider.self, on: .party(job, party), context(job))
    }

    public func startTask(_ task: TaskID, at party: Party) async throws -> String? {
        let worker = tokens.newWorker()
        let digest = tokens.digest(of: tokens.token(of: worker))
        do {
            try await journal.commit(context(task.job)) { transaction in
                let known = try await transaction.state(
                    of: PartyDecider.self, .party(task.job, party))
                // One of an earlier round or version comes late.
                guard task.version >= known.version(of: task.component) else { return }
                // The call that starts the party may still be on its way.
                try await transaction.decide(
                    .start(), by: PartyDecider.self, on: .party(task.job, party))
                try await transaction.decide(
                    .startTask(
                        task.component, version: task.version, worker: worker, tokenDigest: digest),
                    by: PartyDecider.self, on: .party(task.job, party))
            }
            return nil
        } catch let rejection as PartyRejection {
            return "\(party) refused to start \(task.component): \(rejection)"
        }
    }

    public func stopTask(
        _ task: TaskID, at party: Party, as status: TaskStatus, reason: String
    ) async throws {
        try await journal.execute(
            .stopTask(task.component, version: task.version, status, reason: reason),
            by: PartyDecider.self, on: .party(task.job, party), context(task.job))
    }

    public func collect(_ task: TaskID, at party: Party) async throws -> TaskReport? {
        let state = try await journal.state(of: PartyDecider.self, .party(task.job, party))
        guard let run = state.runs[task.component], run.version == task.version,
            run.status.isEnd || run.isRunning
        else { return nil }
        return TaskReport(
            component: task.component, version: task.version, party: party, status: run.status,
            reason: run.status.isEnd ? run.reasonForOthers(party) : "")
    }

    public func isHere(_ party: Party) async throws -> Bool { true }

    /// Whoever is still at work is told to stop, and the end is refused as `stillAtWork`, which the
    /// coordinator takes as a reason to ask again: nothing of a job that has ended runs on, whatever
    /// the coordinator was made to believe.
    public func end(
        _ job: JobID, at party: Party, round: Int, as status: JobStatus, reason: String
    ) async throws {
        do {
            try await journal.commit(context(job)) { transaction in
                let state = try await transaction.state(of: PartyDecider.self, .party(job, party))
                // A late end of an earlier round leaves the cores of this one alone.
                guard round >= state.round else { return }
                try await transaction.decide(
                    .end(status, reason: reason, round: round), by: PartyDecider.self,
                    on: .party(job, party))
                try await giveBack(job, party, &transaction)
            }
        } catch let rejection as PartyRejection {
            guard case .stillAtWork = rejection else { throw rejection }
            try await stopAll(job, party, "the job ended as \(status.rawValue)")
            throw rejection
        }
    }

    private func stopAll(_ job: JobID, _ party: Party, _ reason: String) async throws {
        let state = try await journal.state(of: PartyDecider.self, .party(job, party))
        for component in state.componentsAtWork {
            guard let run = state.runs[component] else { continue }
            try await stopTask(
                TaskID(job: job, component: component, version: run.version), at: party,
                as: .canceled, reason: reason)
        }
    }

    private func giveBack(
        _ job: JobID, _ party: Party, _ transaction: inout Transaction
    ) async throws {
        let state = try await transaction.state(of: PartyDecider.self, .party(job, party))
        guard let need = state.creation?.need else { return }
        try await transaction.decide(
            .release(ResourceHolder(job: job, party: party)), by: EngineDecider.self,
            on: .engine(need.engine))
    }

    func context(_ job: JobID) -> CommandContext {
        CommandContext(actor: "coordinator", correlationID: job.text, now: clock.now())
    }
}

extension WaitReason {
    /// What an engine could not give to a party when it was asked the same before.
    fileprivate init(lackedBefore need: ResourceNeed, at party: Party) {
        self.init(
            code: need.cores > 0 ? .cores : .memory, party: party, wanted: need.amount,
            text: "\(party) asked for the same before, and too little was free")
    }
}
