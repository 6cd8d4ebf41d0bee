public import Domain

/// Which waiting jobs start next.
///
/// Pure: the same snapshot gives the same decisions. A decision that has become stale is refused
/// by the job it is for.
public enum QueuePlanner {
    /// What to do with the waiting jobs that nothing is being done with already, in the order in
    /// which the policy looks at them. One that goes on waiting for the same reasons is left out.
    public static func plan(_ snapshot: QueueSnapshot) -> [QueueDecision] {
        switch snapshot.policy {
        case .fifo: inOrder(snapshot.jobs, snapshot, others: [.older])
        case .priority: inOrder(byPriority(snapshot.jobs), snapshot, others: [.higherPriority])
        case .backfill: Backfill.plan(snapshot)
        }
    }

    /// The first starts when its cores are free; all others wait for it, but not for jobs whose
    /// other sites do not answer.
    private static func inOrder(
        _ jobs: [QueueSnapshot.WaitingJob], _ snapshot: QueueSnapshot, others: [WaitReason]
    ) -> [QueueDecision] {
        var free = FreeResources(snapshot)
        var decisions: [QueueDecision] = []
        var isBlocked = false
        var known = others
        // By number: a job is not copied to be passed over, and most are.
        for number in jobs.indices {
            switch jobs[number].phase {
            case .ready where isBlocked:
                // Arrays that are one are compared at once, and the queue shares them.
                if jobs[number].reasons == known { continue }
                if jobs[number].reasons == others {
                    known = jobs[number].reasons
                } else {
                    decisions.append(.wait(jobs[number].job, others))
                }
            case .ready:
                let job = jobs[number]
                let missing = free.shortages(of: job)
                if missing.isEmpty {
                    decisions.append(.start(job.job))
                } else {
                    decisions.explain(job, missing)
                }
                isBlocked = true
            case .starting, .lacking:
                isBlocked = true
            case .unanswered, .unreachable:
                break
            }
        }
        return decisions
    }

    /// The highest priority first; the older first among equals.
    private static func byPriority(
        _ jobs: [QueueSnapshot.WaitingJob]
    ) -> [QueueSnapshot.WaitingJob] {
        // Numbers are sorted, not jobs: those are long.
        let priorities = jobs.map(\.limits.priority)
        return jobs.indices.sorted { left, right in
            (-priorities[left], left) < (-priorities[right], right)
        }.map { jobs[$0] }
    }
}

extension [QueueDecision] {
    /// Lets a job wait, unless it does so for these reasons already.
    mutating func explain(_ job: QueueSnapshot.WaitingJob, _ reasons: [WaitReason]) {
        if job.reasons != reasons { append(.wait(job.job, reasons)) }
    }
}

extension WaitReason {
    // They name no job, so that the reason stays the same while the queue moves.
    fileprivate static let older = WaitReason(
        code: .behind, party: nil,
        text: "older jobs wait too; jobs start in the order of their submission")

    fileprivate static let higherPriority = WaitReason(
        code: .behind, party: nil,
        text: "jobs of higher priority, or older ones of the same, wait too and start first")
}
