/// What reasons say of the job: what is counted, who holds it, since when, and at which party.
extension TaskWaits {
    func outputs(_ task: JobState.FederatedTask) -> TaskWait.Amount {
        let upstream = task.plan.upstream
        return TaskWait.Amount(
            unit: .components, wanted: upstream.count,
            available: upstream.count { job.tasks[$0]?.status.isSuccess == true })
    }

    func holders(_ tasks: [JobState.FederatedTask]) -> [TaskWait.Holder] {
        tasks.map { task in
            TaskWait.Holder(
                component: task.plan.name, status: task.status,
                since: moments.components[task.plan.name])
        }
    }

    /// Since when nothing but a place is missing: the job runs, and all that it reads is there.
    func ready(_ task: JobState.FederatedTask) -> Timestamp? {
        let own = moments.components[task.plan.name]
        let upstream = task.plan.upstream.map { moments.components[$0] }
        return ([moments.status, own] + upstream).compactMap { $0 }.max()
    }

    func first(_ tasks: [JobState.FederatedTask]) -> Timestamp? {
        tasks.compactMap { moments.components[$0.plan.name] }.min()
    }

    /// Where components failed; `nil` when that was at several parties.
    func party(of tasks: [JobState.FederatedTask]) -> Party? {
        Self.only(tasks) { $0.parties[$1] == $0.status }
    }

    /// Where components have not ended yet; `nil` when that is at several parties.
    func lastParty(of tasks: [JobState.FederatedTask]) -> Party? {
        Self.only(tasks) { $0.parties[$1]?.isEnd == false }
    }

    private static func only(
        _ tasks: [JobState.FederatedTask],
        where holds: (JobState.FederatedTask, Party) -> Bool
    ) -> Party? {
        let parties = tasks.flatMap { task in task.plan.parties.filter { holds(task, $0) } }
        return Set(parties).count == 1 ? parties.first : nil
    }

    static func names(_ tasks: [JobState.FederatedTask]) -> String {
        tasks.map(\.plan.name.text).joined(separator: ", ")
    }
}
