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
            try await journal.execute(
                .create(creation), by: PartyDecider.self, on: .party(submission.job, party),
                context(submission.job))
            return .created(creation.need)
        } catch let error as SubmissionError {
            return .refused(reason: error.message)
        } catch let error as JobSpecificationError {
            return .refused(reason: "\(error)")
        }
    }

    /// The party and the engine it draws cores from change together or not at all.
    public func reserve(
        _ job: JobID, at party: Party, attempt: Int
    ) async throws -> ReservationAnswer {
        do {
            try await journal.commit(context(job)) { transaction in
                let state = try await transaction.state(
                    of: PartyDecider.self, .party(job, party))
                guard let need = state.creation?.need else { throw PartyRejection.unknownJob }
                try await transaction.decide(
                    .reserve(attempt: attempt), by: PartyDecider.self, on: .party(job, party))
                guard need.cores > 0 || need.memory > 0 else { return }
                let holder = ResourceHolder(job: job, party: party)
                try await transaction.decide(
                    .reserve(holder, cores: need.cores, memory: need.memory),
                    by: EngineDecider.self, on: .engine(need.engine))
            }
            return .reserved
        } catch let EngineRejection.insufficient(shortage) {
            return .refused(WaitReason(shortage, at: party))
        }
    }

    public func release(_ job: JobID, at party: Party, attempt: Int) async throws {
        try await journal.commit(context(job)) { transaction in
            let events = try await transaction.decide(
                .release(attempt: attempt), by: PartyDecider.self, on: .party(job, party))
            if !events.isEmpty { try await giveBack(job, party, &transaction) }
        }
    }

    public func start(_ job: JobID, at party: Party) async throws {
        try await journal.execute(
            .start, by: PartyDecider.self, on: .party(job, party), context(job))
    }

    public func startTask(_ task: TaskID, at party: Party) async throws -> String? {
        let worker = tokens.newWorker()
        let digest = tokens.digest(of: tokens.token(of: worker))
        do {
            try await journal.commit(context(task.job)) { transaction in
                // The call that starts the party may still be on its way.
                try await transaction.decide(
                    .start, by: PartyDecider.self, on: .party(task.job, party))
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

    public func end(
        _ job: JobID, at party: Party, as status: JobStatus, reason: String
    ) async throws {
        try await journal.commit(context(job)) { transaction in
            try await transaction.decide(
                .end(status, reason: reason), by: PartyDecider.self, on: .party(job, party))
            try await giveBack(job, party, &transaction)
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

    private func context(_ job: JobID) -> CommandContext {
        CommandContext(actor: "coordinator", correlationID: job.text, now: clock.now())
    }
}

extension WaitReason {
    /// What an engine could not give to a party.
    init(_ shortage: ResourceShortage, at party: Party) {
        let jobs = Set(shortage.holders.map(\.job)).sorted { $0.text < $1.text }
        self.init(
            code: .cores, party: party, wantedCores: shortage.wantedCores,
            freeCores: shortage.freeCores, jobs: jobs,
            text: "\(party) wants \(shortage.wantedCores) cores, \(shortage.freeCores) of "
                + "\(shortage.totalCores) are free")
    }
}
