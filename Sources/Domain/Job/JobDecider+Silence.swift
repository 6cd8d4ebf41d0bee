/// A job that runs says which of its parties do not answer, by the reason that one in the queue has
/// for it. No position is named: nobody planned, somebody did not answer.
extension JobDecider {
    /// A party that is known to be silent is so still; nobody misses one that has nothing to say.
    static func noteSilence(_ reason: WaitReason, _ state: JobState) -> [JobEvent] {
        guard state.status == .running, let party = reason.party, state.awaits(party),
            !state.isSilent(party)
        else { return [] }
        return [.waitingExplained(state.waitReasons + [reason], position: 0)]
    }

    /// What ends a party's silence: its answer to a call, its own report, or that nobody waits for it
    /// any more.
    static func endSilence(of party: Party, _ state: JobState) -> [JobEvent] {
        guard state.isSilent(party) else { return [] }
        let left = state.waitReasons.filter { $0.code != .unreachable || $0.party != party }
        return [.waitingExplained(left, position: 0)]
    }
}

extension JobState {
    /// Whether something is still to come from a party of a job that runs: that it knows of the start,
    /// the end of its part of a task, or that it knows of the version that a retry is to run.
    func awaits(_ party: Party) -> Bool {
        guard parties[party] != nil else { return false }
        return !startedParties.contains(party)
            || tasks.values.contains { task in
                (task.isStarted || task.retry != nil) && task.parties[party]?.isEnd == false
            }
    }

    /// Whether the job runs and a party does not answer, as last recorded.
    public func isSilent(_ party: Party) -> Bool { silentParties.contains(party) }

    /// The parties of a job that runs which do not answer, as last recorded.
    public var silentParties: [Party] {
        guard status == .running else { return [] }
        return waitReasons.filter { $0.code == .unreachable }.compactMap(\.party)
    }
}
