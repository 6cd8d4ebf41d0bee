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
        case .refused(let reasons):
            let event = JobEvent.partyLacked(party, attempt: attempt, reasons)
            return [event] + endIfDone(after: [event], state)
        case .ended(let status):
            let reason = WaitReason(
                code: .refused, party: party, text: departure(of: party, as: status))
            let events =
                [.partyLacked(party, attempt: attempt, [reason])]
                + stop(status, departure(of: party, as: status), state)
            return events + endIfDone(after: events, state)
        case .reserved:
            let others = submission.parties.filter { $0 != party }
            let isComplete = others.allSatisfy(current.reserved.contains)
            let starts = isComplete && state.stopStatus == nil && !state.status.isEnd
            let event = JobEvent.partyReserved(party, attempt: attempt)
            return [event] + (starts ? [.started] : endIfDone(after: [event], state))
        }
    }

    /// An answer that comes behind the end says nothing any more.
    static func recordStart(
        _ party: Party, _ round: Int, _ ended: JobStatus?, _ refusal: String?, _ state: JobState
    ) -> [JobEvent] {
        guard round == state.round, state.status == .running,
            !state.startedParties.contains(party)
        else { return [] }
        // A job that takes everything over has nothing else to wait for. Of a party that has left, any
        // other job hears by its tasks.
        let isInherited = state.tasks.values.allSatisfy(\.isInherited)
        let events: [JobEvent] =
            switch (ended, refusal) {
            case (nil, nil): [.partyStarted(party)]
            case (let status?, _) where isInherited:
                stop(status, departure(of: party, as: status), state)
            case (nil, let words?) where isInherited:
                stop(.failed, "\(party) refuses to run the job: \(words)", state)
            case _: []
            }
        return events.isEmpty ? [] : events + endIfDone(after: events, state)
    }

    /// A job stops when a party has left it; what it is being stopped as already counts.
    private static func stop(
        _ status: JobStatus, _ reason: String, _ state: JobState
    ) -> [JobEvent] {
        guard state.stopStatus == nil else { return [] }
        return [.stopRequested(status.isInterrupt ? status : .failed, reason: reason)]
    }

    private static func departure(of party: Party, as status: JobStatus) -> String {
        "\(party) has ended its part of the job by itself, as \(status.rawValue)"
    }
}
