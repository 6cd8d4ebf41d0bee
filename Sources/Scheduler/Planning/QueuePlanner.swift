import Domain

/// Which waiting jobs start next.
///
/// Pure: the same snapshot gives the same decisions. A decision that has become stale is refused
/// by the job it is for.
public enum QueuePlanner {
    /// What to do with the waiting jobs that nothing is being done with already, in the order in
    /// which the policy looks at them. One that goes on waiting for the same reasons is left out.
    public static func plan(_ snapshot: QueueSnapshot) -> [QueueDecision] {
        switch snapshot.policy {
        case .fifo: inOrder(snapshot.jobs, snapshot)
        case .priority: inOrder(byPriority(snapshot.jobs), snapshot)
        case .backfill: Backfill.plan(snapshot)
        }
    }

    /// The first starts when its cores are free; all others wait for it, but not for jobs whose
    /// other sites do not answer.
    private static func inOrder(
        _ jobs: [QueueSnapshot.WaitingJob], _ snapshot: QueueSnapshot
    ) -> [QueueDecision] {
        var free = FreeResources(snapshot)
        var decisions: [QueueDecision] = []
        var isBlocked = false
        // By number: a job is not copied to be passed over, and most are.
        for number in jobs.indices {
            switch jobs[number].phase {
            case .ready where isBlocked:
                if jobs[number].heldUpBy != snapshot.policy {
                    decisions.append(.wait(jobs[number].job, behind(snapshot.policy)))
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

    /// Why a job waits that could start if it were not for the order of a policy.
    static func behind(_ policy: QueuePolicy) -> [WaitReason] {
        switch policy {
        case .fifo: .older
        case .priority: .higherPriority
        case .backfill: .reserved
        }
    }

    /// The policy by whose order alone a job waits for these reasons; `nil` where that is not so.
    static func policy(behind reasons: [WaitReason]) -> QueuePolicy? {
        guard reasons.first?.code == .behind else { return nil }
        return QueuePolicy.allCases.first { reasons == behind($0) }
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

    /// Lets a job wait for the order of a policy, unless it does so already.
    mutating func explainOrder(_ job: QueueSnapshot.WaitingJob, _ policy: QueuePolicy) {
        if job.heldUpBy != policy { append(.wait(job.job, QueuePlanner.behind(policy))) }
    }
}

/// They name no job, so that the reason stays the same while the queue moves.
extension [WaitReason] {
    fileprivate static let older = behind(
        "older jobs wait too; jobs start in the order of their submission")

    fileprivate static let higherPriority = behind(
        "jobs of higher priority, or older ones of the same, wait too and start first")

    fileprivate static let reserved = behind(
        "older jobs wait too; it may pass them when what it needs is free and the oldest "
            + "could still start as soon: a shorter timeout or a smaller job helps")

    private static func behind(_ text: String) -> [WaitReason] {
        [WaitReason(code: .behind, party: nil, text: text)]
    }
}
