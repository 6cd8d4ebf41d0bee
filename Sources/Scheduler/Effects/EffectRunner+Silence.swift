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
            try await noteAnswer(of: party, job)
            return answer
        } catch {
            guard let silence = error as? any PartySilence, !silence.isAnswer else {
                // A refusal is an answer; what went wrong here says nothing of the party.
                if error.isRefusal { try await noteAnswer(of: party, job) }
                throw error
            }
            await noteSilence(of: party, job, since: begin, error)
            throw error
        }
    }

    private func noteAnswer(of party: Party, _ job: JobID) async throws {
        await silences.heard(party, of: job)
        let state = try await journal.state(of: JobDecider.self, .job(job))
        if state.isSilent(party) { try await record(.endSilence(party), of: job) }
    }

    /// What cannot be recorded now is recorded when the next call comes to nothing.
    private func noteSilence(
        of party: Party, _ job: JobID, since begin: Timestamp, _ error: any Error
    ) async {
        let since = await silences.missed(party, of: job, askedAt: begin)
        let milliseconds = clock.now().milliseconds(since: since)
        guard milliseconds >= limits.noticeMilliseconds, !Task.isCancelled,
            let state = try? await journal.state(of: JobDecider.self, .job(job))
        else { return }
        if state.status.isEnd { return await silences.forget(job) }
        guard !state.isSilent(party) else { return }
        let reason = WaitReason(
            code: .unreachable, party: party,
            text: "\(party) has not answered for \(milliseconds / 1_000) s and is asked again by "
                + "itself, last: \(error)")
        try? await record(.noteSilence(reason), of: job)
    }
}
