public import Domain
public import EventStore

/// The kinds of decisions that are recorded.
public enum ReplayKind: String, Sendable, CaseIterable {
    /// The queue let a job go (`job.start_decided`).
    case start
    /// The queue let a job wait, for these reasons (`job.waiting_explained`).
    case wait
    /// A task was started (`job.task_started`).
    case task
    /// A limit ended a job (`job.limit_reached`) or a run of a task (`job.task_limit_reached`).
    case limit
    /// A job that other sites hold up changed its place (`job.start_overdue`,
    /// `job.start_pause_ended`).
    case pause
    /// The reactors asked for what another event answers, such as a party's reservation.
    case effect
    /// What the rules of a job make of a report, an answer or a request: the ends of tasks and of the
    /// job, retries, the next round.
    case rule
}

/// A decision that would not be made again as it was recorded.
public struct ReplayDifference: Hashable, Sendable {
    /// Where the decision stands.
    public let position: Position
    /// How much of the log it says to have seen; `nil` where that is the job's own stream.
    public let decidedAt: UInt64?
    /// The job it is about.
    public let job: JobID
    /// Its kind.
    public let kind: ReplayKind
    /// What was recorded.
    public let recorded: String
    /// What would be decided now.
    public let decided: String
    /// What that rests on.
    public let why: String
}

/// Decisions of one kind that could not be made again, for one reason.
public struct ReplayGap: Hashable, Sendable {
    /// Their kind.
    public let kind: ReplayKind
    /// Why not.
    public let reason: String
    /// How many.
    public let count: Int
    /// Where the first one stands.
    public let first: Position
}

/// What would be decided next, at the end of what was recorded.
public struct ReplayPending: Hashable, Sendable {
    /// The job.
    public let job: JobID
    /// The kind of the decision.
    public let kind: ReplayKind
    /// The decision.
    public let decided: String
}

/// What deciding again came to.
public struct ReplayReport: Hashable, Sendable {
    /// The site whose decisions were checked.
    public let site: String
    /// How many events were read.
    public internal(set) var eventCount = 0
    /// The first position that was read.
    public internal(set) var first: Position?
    /// The last position that was read.
    public internal(set) var last: Position?
    /// How many decisions of each kind were made again.
    public internal(set) var checked: [ReplayKind: Int] = [:]
    /// How many of them came out differently.
    public internal(set) var different: [ReplayKind: Int] = [:]
    /// The first ones of those, at most ``differencesMax``.
    public internal(set) var differences: [ReplayDifference] = []
    /// What could not be checked, in the order in which it was met.
    public internal(set) var gaps: [ReplayGap] = []
    /// What is due at the end and not recorded yet.
    public internal(set) var pending: [ReplayPending] = []

    /// How many differences a report holds.
    public static let differencesMax = 100

    init(site: String) { self.site = site }

    /// Whether every decision that could be made again came out as it was recorded.
    public var isSame: Bool { different.isEmpty }

    /// How many decisions came out differently.
    public var differenceCount: Int { different.values.reduce(0, +) }

    mutating func note(_ event: RecordedEvent) {
        eventCount += 1
        if first == nil { first = event.position }
        last = event.position
    }

    mutating func add(_ difference: ReplayDifference) {
        different[difference.kind, default: 0] += 1
        if differences.count < Self.differencesMax { differences.append(difference) }
    }

    mutating func skip(_ kind: ReplayKind, at position: Position, _ reason: String) {
        let index = gaps.firstIndex { $0.kind == kind && $0.reason == reason }
        guard let index else {
            return gaps.append(ReplayGap(kind: kind, reason: reason, count: 1, first: position))
        }
        let gap = gaps[index]
        gaps[index] = ReplayGap(
            kind: kind, reason: reason, count: gap.count + 1, first: gap.first)
    }
}
