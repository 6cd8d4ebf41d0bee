/// A job goes on to its end without a party that does not answer (FATE-Flow's stop forces the status
/// of tasks at such parties, `scheduler/dag_scheduler.py`).
extension JobDecider {
    /// A party whose tasks have all ended meanwhile has answered after all.
    static func noteUnreachable(
        _ party: Party, since: Timestamp, reason: String, _ state: JobState
    ) throws(JobRejection) -> [JobEvent] {
        guard state.parties[party] != nil else { throw .unknownParty(party) }
        guard state.status == .running else { return [] }
        let tasks = state.orderedTasks.filter { task in
            task.isStarted && task.parties[party]?.isEnd == false
        }
        guard !tasks.isEmpty else { return [] }
        let stop: [JobEvent] =
            state.stopStatus == nil ? [.stopRequested(.failed, reason: reason)] : []
        let status = state.stopStatus.flatMap { TaskStatus(rawValue: $0.rawValue) } ?? .failed
        let versions = tasks.map { TaskVersion(component: $0.plan.name, version: $0.version) }
        let lost = UnreachableParty(
            party: party, since: since, tasks: versions, status: status, reason: reason)
        let events =
            endSilence(of: party, state) + stop + [.partyUnreachable(lost)]
            + ends(of: tasks, without: lost)
        return events + endIfDone(after: events, state)
    }

    /// The tasks that nobody else is at work for.
    private static func ends(
        of tasks: [JobState.FederatedTask], without lost: UnreachableParty
    ) -> [JobEvent] {
        tasks.compactMap { task in
            var parties = task.parties
            parties[lost.party] = lost.status
            let status = TaskStatus.federated(of: parties.values)
            guard status.isEnd, !task.status.isEnd else { return nil }
            return .taskEnded(task.plan.name, version: task.version, status)
        }
    }

    static func evolve(_ state: inout JobState, _ lost: UnreachableParty) {
        for task in lost.tasks where state.tasks[task.component]?.version == task.version {
            state.tasks[task.component]?.parties[lost.party] = lost.status
            if state.tasks[task.component]?.reason.isEmpty == true {
                state.tasks[task.component]?.reason = lost.reason
            }
        }
    }
}
