import Domain
import Journal

/// What a job that runs says of parties that do not answer.
extension EffectRunner {
    /// Calls a party's site and notes whether it answers.
    ///
    /// - Throws: what the call throws.
    func ask<Answer: Sendable>(
        _ party: Party, of job: JobID, _ call: () async throws -> Answer
    ) async throws -> Answer {
        let begin = clock.now()
        do {
            let answer = try await call()
            await noteAnswer(of: party, job)
            return answer
        } catch {
            guard let silence = error as? any PartySilence, silence.kind != .answer else {
                // A refusal is an answer; what went wrong here says nothing of the party.
                if error.isRefusal || error is any PartySilence { await noteAnswer(of: party, job) }
                throw error
            }
            await noteSilence(of: party, job, since: begin, silence)
            throw error
        }
    }

    /// What cannot be recorded now is recorded with the next answer or report; the answer counts.
    private func noteAnswer(of party: Party, _ job: JobID) async {
        await silences.heard(party, of: job, now: clock.now())
        guard let state = try? await journal.state(of: JobDecider.self, .job(job)) else { return }
        if state.status.isEnd { return await silences.forget(job) }
        if state.isSilent(party) { try? await record(.endSilence(party), of: job) }
    }

    /// What cannot be recorded now is recorded when the next call comes to nothing.
    private func noteSilence(
        of party: Party, _ job: JobID, since begin: Timestamp, _ silence: any PartySilence
    ) async {
        let now = clock.now()
        guard
            let since = await silences.missed(party, of: job, askedAt: begin, now: now),
            now.milliseconds(since: since) >= limits.noticeMilliseconds, !Task.isCancelled,
            let state = try? await journal.state(of: JobDecider.self, .job(job))
        else { return }
        if state.status.isEnd { return await silences.forget(job) }
        guard !state.isSilent(party) else { return }
        let seconds = now.milliseconds(since: since) / 1_000
        let reason = WaitReason(
            code: .unreachable, party: party,
            text: "\(party) \(silence.kind.words) for \(seconds) s and is asked again by itself, "
                + "last: \(silence)")
        try? await record(.noteSilence(reason), of: job)
    }
}

extension PartySilenceKind {
    /// What a party does for a while of which a person reads.
    fileprivate var words: String {
        switch self {
        case .none: "has not answered"
        case .error: "has answered nothing but errors"
        case .unrouted: "has had no route"
        case .answer: "has been busy"
        }
    }
}
