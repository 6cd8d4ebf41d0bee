/// The way of a job to its start: every party creates its part, then reserves its cores.
extension JobDecider {
    static func recordCreation(
        _ party: Party, _ answer: CreationAnswer, _ state: JobState
    ) throws(JobRejection) -> [JobEvent] {
        guard let phase = state.parties[party] else { throw .unknownParty(party) }
        guard phase == .asked, state.round == 0 else { return [] }
        let event: JobEvent =
            switch answer {
            case .created(let need): .partyCreated(party, need)
            case .refused(let reason): .partyRefused(party, reason: reason)
            case .unanswered(let reason): .partyUnanswered(party, reason: reason)
            }
        return [event] + endIfDone(after: [event], state)
    }

    static func start(
        position: UInt64, _ state: JobState
    ) throws(JobRejection) -> [JobEvent] {
        guard state.status == .waiting, state.stopStatus == nil else {
            throw .notWaiting(state.status)
        }
        return state.isStarting
            ? [] : [.startDecided(attempt: state.attempts.count + 1, position: position)]
    }

    static func recordReservation(
        _ party: Party, _ attempt: Int, _ answer: ReservationAnswer, _ state: JobState,
        _ submission: JobSubmission
    ) -> [JobEvent] {
        guard state.isStarting, attempt == state.attempts.count, let current = state.attempts.last,
            !current.reserved.contains(party), current.lacking[party] == nil
        else { return [] }
        switch answer {
        case .refused(let reason):
            let event = JobEvent.partyLacked(party, attempt: attempt, reason)
            return [event] + endIfDone(after: [event], state)
        case .ended(let status):
            let reason = WaitReason(
                code: .refused, party: party,
                text: "\(party) has ended its part of the job by itself, as \(status.rawValue)")
            // What the job is being stopped as already counts.
            let stop: [JobEvent] =
                state.stopStatus == nil
                ? [.stopRequested(status.isInterrupt ? status : .failed, reason: reason.text)] : []
            let events = [.partyLacked(party, attempt: attempt, reason)] + stop
            return events + endIfDone(after: events, state)
        case .reserved:
            let others = submission.parties.filter { $0 != party }
            let isComplete = others.allSatisfy(current.reserved.contains)
            let starts = isComplete && state.stopStatus == nil && !state.status.isEnd
            let event = JobEvent.partyReserved(party, attempt: attempt)
            return [event] + (starts ? [.started] : endIfDone(after: [event], state))
        }
    }
}
