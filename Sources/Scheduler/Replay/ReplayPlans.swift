import Domain
import EventStore

/// What the planner says at the positions at which decisions were made.
///
/// A plan is made when the log is at its position and kept until the last decision that names it.
struct ReplayPlans {
    /// The queue at one position, and what the planner makes of it.
    struct Plan {
        let snapshot: QueueSnapshot
        let decisions: [JobID: QueueDecision]

        init(_ snapshot: QueueSnapshot) {
            self.snapshot = snapshot
            decisions = QueuePlanner.plan(snapshot).reduce(into: [:]) { $0[$1.job] = $1 }
        }
    }

    /// How many decisions still to come were made at a position.
    private var wanted: [UInt64: Int] = [:]
    private var plans: [UInt64: Plan] = [:]

    /// Expects a decision made at this position.
    mutating func expect(at position: UInt64) { wanted[position, default: 0] += 1 }

    /// Whether a decision still to come was made here.
    func isExpected(at position: Position) -> Bool { wanted[position.number] != nil }

    /// Plans the queue at a position.
    mutating func reach(_ position: Position, _ snapshot: QueueSnapshot) {
        plans[position.number] = Plan(snapshot)
    }

    /// The plan of a position; `nil` when the log has not come there yet, or begins behind it.
    mutating func take(_ position: UInt64) -> Plan? {
        let plan = plans[position]
        if let count = wanted[position], count > 1 {
            wanted[position] = count - 1
        } else {
            wanted[position] = nil
            plans[position] = nil
        }
        return plan
    }
}

extension ReplayPlans.Plan {
    /// What the planner rests on, in a sentence.
    func basis(of job: JobID) -> String {
        let place = snapshot.jobs.firstIndex { $0.job == job }
        let jobs = snapshot.jobs.count
        let queue =
            place.map { "number \($0 + 1) of \(jobs) waiting jobs" }
            ?? "not among the \(jobs) waiting jobs"
        let engines = snapshot.engines.sorted { $0.key < $1.key }.map { name, engine in
            "engine \(name) had \(engine.free.cores) of \(engine.total.cores) cores free"
        }
        return (["the policy was \(snapshot.policy.rawValue)", "the job was \(queue)"] + engines)
            .joined(separator: ", ")
    }

    /// What the planner does with a job, in words.
    func decided(_ job: JobID) -> String {
        switch decisions[job] {
        case .start: "start it"
        case .wait(_, let reasons): "let it wait: \(reasons.sentence)"
        case nil: undecided(snapshot.jobs.first { $0.job == job })
        }
    }

    /// Why the planner does nothing with a job, in words.
    private func undecided(_ job: QueueSnapshot.WaitingJob?) -> String {
        switch job?.phase {
        case .starting, .unanswered: "nothing, as it is being started"
        case .lacking, .unreachable: "nothing, as another site holds it up"
        case .ready: "let it wait as before: \(job?.reasons.sentence ?? "")"
        case nil: "nothing, as it does not wait"
        }
    }
}

extension QueueDecision {
    /// The job that is decided about.
    var job: JobID {
        switch self {
        case .start(let job), .wait(let job, _): job
        }
    }
}

extension [WaitReason] {
    /// The reasons in words.
    var sentence: String { map(\.text).joined(separator: "; ") }
}

extension WaitReason {
    /// Whether it says the same; the words for people may be others by now.
    func isSame(as other: WaitReason) -> Bool {
        code == other.code && party == other.party && wanted == other.wanted
            && free == other.free && jobs == other.jobs
    }
}
