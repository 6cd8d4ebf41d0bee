import Domain
import EventStore
import Journal

/// What a party does that hears nothing of a job: whoever coordinates it may be gone for good, and the
/// party would hold its cores for ever.
extension EffectRunner {
    /// Asks how the job is whenever nothing has been heard of it for a while, until the party's part of
    /// that round is over. A site that does not answer may still come back.
    func askCoordinator(_ job: JobID, _ party: Party, _ round: Int) async throws {
        let holder = ResourceHolder(job: job, party: party)
        let stream = StreamIdentity.party(job, party)
        var (pauses, heardAt) = (newsPauses(of: holder), clock.now())
        var version = try await journal.snapshot(of: PartyDecider.self, stream).version
        while !Task.isCancelled {
            await clock.wait(milliseconds: pauses.pause())
            if Task.isCancelled { return }
            let (state, newest) = try await journal.snapshot(of: PartyDecider.self, stream)
            guard let creation = state.creation, !state.status.isEnd, state.round == round else {
                return await coordinators.forget(holder)
            }
            if newest == version {
                heardAt = try await ask(creation, state, version, heardAt: heardAt)
            } else {
                (version, heardAt, pauses) = (newest, clock.now(), newsPauses(of: holder))
                await coordinators.forget(holder)
            }
        }
    }

    private func newsPauses(of holder: ResourceHolder) -> Backoff {
        Backoff(
            of: "news of \(holder.job) at \(holder.party)", first: limits.newsMilliseconds,
            longest: 5 * limits.newsMilliseconds)
    }

    /// Asks once.
    ///
    /// - Returns: when the job was last heard of.
    private func ask(
        _ creation: PartyCreation, _ state: PartyState, _ version: StreamVersion,
        heardAt: Timestamp
    ) async throws -> Timestamp {
        let holder = ResourceHolder(job: creation.job, party: creation.party)
        let standing: JobStanding
        do {
            standing = try await initiators.standing(
                of: creation.job, for: creation.party, at: creation.initiator)
        } catch {
            if Task.isCancelled { throw error }
            // What has happened here meanwhile is news of the job, or its end.
            let stream = StreamIdentity.party(creation.job, creation.party)
            let newest = try await journal.snapshot(of: PartyDecider.self, stream).version
            guard newest == version else { return heardAt }
            let held = state.reservedAttempt == nil ? .zero : creation.need.amount
            await coordinators.note(
                LostCoordinators.Wait(
                    holder: holder, initiator: creation.initiator, held: held, since: heardAt,
                    reason: "\(error)", version: version))
            return heardAt
        }
        await coordinators.forget(holder)
        if let (status, reason) = standing.end(of: state.round, creation.initiator) {
            try await local.leave(
                creation.job, at: creation.party, round: state.round, as: status, reason: reason,
                context(creation.job))
        }
        return clock.now()
    }
}

extension JobStanding {
    /// As what a party's part in a round is over, and why; `nil` for a job that goes on.
    fileprivate func end(
        of round: Int, _ initiator: Party
    ) -> (status: JobStatus, reason: String)? {
        switch self {
        case .unknown:
            return (.failed, "the site of \(initiator), which coordinated it, has no such job")
        case .known(let status, round: let newest, let reason):
            guard status.isEnd, newest == round else { return nil }
            let why = reason.isEmpty ? "" : ": \(reason)"
            return (status, "asked, the site of \(initiator) said that it has ended\(why)")
        }
    }
}
