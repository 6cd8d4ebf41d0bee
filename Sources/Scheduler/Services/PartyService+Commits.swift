import Domain
import Journal

/// The party's side of the calls, as parts of a commit: alone when another site calls, together with
/// what led to it when the coordinator lives here too (``InlineEffects``).
extension PartyService {
    /// Creates the part and takes over what it takes over.
    func create(_ part: PartyPart, in transaction: inout Transaction) async throws {
        let creation = part.creation
        try await transaction.decide(
            .create(creation), by: PartyDecider.self, on: .party(creation.job, creation.party))
        for task in part.inherited { try await inherit(task, creation, &transaction) }
    }

    /// The party and the engine it draws cores from change together or not at all.
    ///
    /// A refusal is noted, so that the same request that comes once more takes no cores later.
    func reserve(
        _ job: JobID, at party: Party, attempt: Int, in transaction: inout Transaction
    ) async throws -> ReservationAnswer {
        let stream = StreamIdentity.party(job, party)
        let state = try await transaction.state(of: PartyDecider.self, stream)
        guard let need = state.creation?.need else { throw PartyRejection.unknownJob }
        if state.status.isEnd { return .ended(state.status) }
        if state.lackedAttempt == attempt {
            let engine = try await transaction.state(
                of: EngineDecider.self, .engine(need.engine))
            return .refused(WaitReason.lackedBefore(need, at: party, engine))
        }
        let untouched = transaction.savepoint
        try await transaction.decide(
            .reserve(attempt: attempt), by: PartyDecider.self, on: stream)
        guard need.amount != .zero else { return .reserved }
        do {
            try await transaction.decide(
                .reserve(ResourceHolder(job: job, party: party), need.amount),
                by: EngineDecider.self, on: .engine(need.engine))
            return .reserved
        } catch let EngineRejection.insufficient(shortage) {
            transaction.rollBack(to: untouched)
            try await transaction.decide(
                .noteLack(attempt: attempt), by: PartyDecider.self, on: stream)
            return .refused(WaitReason.shortages(shortage, at: party))
        }
    }

    /// Gives back what was reserved in an attempt that failed elsewhere.
    func release(
        _ job: JobID, at party: Party, attempt: Int, in transaction: inout Transaction
    ) async throws {
        let events = try await transaction.decide(
            .release(attempt: attempt), by: PartyDecider.self, on: .party(job, party))
        if !events.isEmpty { try await giveBack(job, party, &transaction) }
    }

    /// `nil` when the party knows that the job runs, else what it has ended its part as.
    func start(
        _ job: JobID, at party: Party, round: Int, in transaction: inout Transaction
    ) async throws -> JobStatus? {
        do {
            try await transaction.decide(
                .start(round: round), by: PartyDecider.self, on: .party(job, party))
            return nil
        } catch PartyRejection.alreadyEnded(let status) {
            return status
        }
    }

    /// `nil` when the task was started, else why not.
    func startTask(
        _ task: TaskID, at party: Party, in transaction: inout Transaction
    ) async throws -> String? {
        let stream = StreamIdentity.party(task.job, party)
        let known = try await transaction.state(of: PartyDecider.self, stream)
        // One of an earlier round or version comes late, or one that was done comes again.
        let begun = known.runs[task.component]?.version ?? -1
        guard task.version >= known.version(of: task.component), task.version > begun else {
            return nil
        }
        let worker = tokens.newWorker()
        let untouched = transaction.savepoint
        do {
            // The call that starts the party may still be on its way.
            try await transaction.decide(.start(), by: PartyDecider.self, on: stream)
            try await transaction.decide(
                .startTask(
                    task.component, version: task.version, worker: worker,
                    tokenDigest: tokens.digest(of: tokens.token(of: worker))),
                by: PartyDecider.self, on: stream)
            return nil
        } catch let rejection as PartyRejection {
            transaction.rollBack(to: untouched)
            return "\(party) refused to start \(task.component): \(rejection)"
        }
    }

    /// Ends the part and gives its cores back.
    ///
    /// - Throws: `PartyRejection.stillAtWork` while a worker runs.
    func end(
        _ job: JobID, at party: Party, round: Int, as status: JobStatus, reason: String,
        in transaction: inout Transaction
    ) async throws {
        let state = try await transaction.state(of: PartyDecider.self, .party(job, party))
        // A late end of an earlier round leaves the cores of this one alone.
        guard round >= state.round else { return }
        try await transaction.decide(
            .end(status, reason: reason, round: round), by: PartyDecider.self,
            on: .party(job, party))
        try await giveBack(job, party, &transaction)
    }

    /// Returns the cores that the party holds.
    func giveBack(
        _ job: JobID, _ party: Party, _ transaction: inout Transaction
    ) async throws {
        let state = try await transaction.state(of: PartyDecider.self, .party(job, party))
        guard let need = state.creation?.need else { return }
        try await transaction.decide(
            .release(ResourceHolder(job: job, party: party)), by: EngineDecider.self,
            on: .engine(need.engine))
    }
}

extension WaitReason {
    /// What an engine could not give to a party when it was asked the same before: what is missing now,
    /// or else that it was missing then.
    fileprivate static func lackedBefore(
        _ need: ResourceNeed, at party: Party, _ engine: EngineState
    ) -> [WaitReason] {
        if let shortage = engine.shortage(for: need.amount) {
            return shortages(shortage, at: party)
        }
        return [
            WaitReason(
                code: need.cores > 0 ? .cores : .memory, party: party,
                wanted: engine.counted(need.amount), free: engine.free,
                text: "\(party) asked for the same before, and too little was free")
        ]
    }
}
