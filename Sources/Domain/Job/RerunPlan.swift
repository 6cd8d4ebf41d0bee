/// Which components a rerun runs.
///
/// As FATE-Flow (`scheduler/dag_scheduler.py`, `rerun_job`), but with everything downstream of what
/// runs again, where FATE takes the direct dependents only, and with what upstream of it has not
/// succeeded, without which it could not start.
struct RerunPlan {
    private let state: JobState
    private let plans: [PlannedComponent]
    private var chosen: Set<ComponentName> = []

    /// - Throws: `JobRejection.unknownComponent`.
    init(_ rerun: JobRerun, of state: JobState) throws(JobRejection) {
        self.state = state
        plans = state.submission?.components ?? []
        if let stranger = rerun.components?.first(where: { state.tasks[$0] == nil }) {
            throw .unknownComponent(stranger)
        }
        var wanted = Set(rerun.components ?? plans.map(\.name))
        addDownstream(to: &wanted)
        chosen = wanted.filter { rerun.force || !hasSucceeded($0) }
        guard !chosen.isEmpty else { return }
        var count = 0
        while count != chosen.count {
            count = chosen.count
            addUpstream(lost: rerun.lost)
            addDownstream(to: &chosen)
        }
    }

    /// The next round; `nil` when there is nothing to run again.
    var round: JobRound? {
        guard !chosen.isEmpty else { return nil }
        var members: [TaskVersion] = []
        var leftOut: Set<ComponentName> = []
        for plan in plans {
            guard let task = state.tasks[plan.name] else { continue }
            let isStuck =
                task.status.isInterrupt || plan.upstream.contains(where: leftOut.contains)
            if chosen.contains(plan.name) || (!task.status.isSuccess && !isStuck) {
                // What never ran needs no new version.
                let version = task.isStarted ? task.version &+ 1 : task.version
                members.append(TaskVersion(component: plan.name, version: version))
            } else if !task.status.isSuccess {
                leftOut.insert(plan.name)
            }
        }
        return JobRound(
            number: state.round &+ 1, tasks: members,
            leftOut: plans.map(\.name).filter(leftOut.contains))
    }

    private func hasSucceeded(_ component: ComponentName) -> Bool {
        state.tasks[component]?.status.isSuccess == true
    }

    private func addDownstream(to set: inout Set<ComponentName>) {
        // Plans are in topological order, so one pass reaches everything.
        for plan in plans where plan.upstream.contains(where: set.contains) {
            set.insert(plan.name)
        }
    }

    private mutating func addUpstream(lost: Set<ComponentName>) {
        for plan in plans.reversed() where chosen.contains(plan.name) {
            for name in plan.upstream where !hasSucceeded(name) || lost.contains(name) {
                chosen.insert(name)
            }
        }
    }
}
