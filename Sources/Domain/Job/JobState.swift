/// A federated job as its events tell it.
public struct JobState: Hashable, Sendable {
    /// How far a party is.
    public enum PartyPhase: Hashable, Sendable {
        /// Asked to create its part, or to take part in another round.
        case asked
        case created(ResourceNeed)
        case refused(reason: String)
        /// Did not answer in time, so that the job ends; may have created its part all the same.
        case unanswered(reason: String)
        /// Told of the end of the job, and has answered.
        case closed
    }

    /// An attempt to get the cores of all parties.
    public struct StartAttempt: Hashable, Sendable {
        /// The parties that have reserved.
        public internal(set) var reserved: Set<Party> = []
        /// The parties that could not, and what they lack.
        public internal(set) var lacking: [Party: [WaitReason]] = [:]
        /// Those of them that did not answer, and may hold their cores all the same.
        public internal(set) var unanswered: Set<Party> = []

        /// Whether its answers take longer than other jobs should wait for.
        public internal(set) var isOverdue = false
        /// Whether the pause after it is over.
        public internal(set) var isPauseOver = false

        /// Whether a party holds cores of this attempt, or may for all that is known.
        public func mayHold(_ party: Party) -> Bool {
            reserved.contains(party) || unanswered.contains(party)
        }

        func isAnswered(by parties: [Party]) -> Bool {
            parties.allSatisfy { reserved.contains($0) || lacking[$0] != nil }
        }
    }

    /// One component over all its parties.
    public struct FederatedTask: Hashable, Sendable {
        /// The plan.
        public let plan: PlannedComponent
        /// The version, 0 for the first run.
        public internal(set) var version = 0
        /// Whether the parties were asked to start.
        public internal(set) var isStarted = false
        /// The federated status.
        public internal(set) var status = TaskStatus.waiting
        /// The status of each party.
        public internal(set) var parties: [Party: TaskStatus]
        /// Why it failed: the first reason reported with an interrupt.
        public internal(set) var reason = ""
        /// Whether this run has taken as long as it may; its parties are told to stop it.
        public internal(set) var isTimedOut = false

        /// Whether it was taken over from an earlier job and has not run here.
        public internal(set) var isInherited = false
        /// Whether the round does without it, though it has not succeeded.
        public internal(set) var isLeftOut = false
        /// How many times it was retried in this round.
        public internal(set) var retriesUsed = 0
        /// The retry that waits for its time.
        public internal(set) var retry: TaskRetry?

        /// Whether a worker may still be at work somewhere.
        public var isAtWork: Bool { isStarted && !parties.values.allSatisfy(\.isEnd) }
    }

    /// What was accepted; `nil` before.
    public internal(set) var submission: JobSubmission?
    /// FATE's job status.
    public internal(set) var status = JobStatus.ready
    /// How far each party is.
    public internal(set) var parties: [Party: PartyPhase] = [:]
    /// The parties that know that the job runs.
    public internal(set) var startedParties: Set<Party> = []
    /// All attempts to start; the last one is the current one.
    public internal(set) var attempts: [StartAttempt] = []
    /// Whether the last attempt still waits for answers.
    public internal(set) var isStarting = false
    /// Why the job waits, as last recorded.
    public internal(set) var waitReasons: [WaitReason] = []
    /// The federated tasks by component.
    public internal(set) var tasks: [ComponentName: FederatedTask] = [:]
    /// The status that a stop asked for.
    public internal(set) var stopStatus: JobStatus?
    /// Why the job was stopped or failed.
    public internal(set) var reason = ""
    /// The number of the round, 0 until the job runs again.
    public internal(set) var round = 0
    /// How often the parameters were changed.
    public internal(set) var revision = 0
    /// Whether all parties have created their part.
    public internal(set) var wasCreated = false

    /// The tasks in topological order.
    public var orderedTasks: [FederatedTask] {
        (submission?.components ?? []).compactMap { tasks[$0.name] }
    }

    /// Whether every party has answered the end of the job: nothing will happen any more.
    public var isClosed: Bool {
        status.isEnd
            && parties.values.allSatisfy { phase in
                switch phase {
                case .closed, .refused: true
                case .asked, .created, .unanswered: false
                }
            }
    }

    /// Whether a task was interrupted or a stop asked for: nothing new starts.
    public var isInterrupted: Bool {
        stopStatus != nil || tasks.values.contains { $0.status.isInterrupt && !$0.isLeftOut }
    }

    /// Whether the time of a task's run counts: it is at work, and nothing has told it to stop.
    public func isTimed(_ task: FederatedTask) -> Bool {
        status == .running && stopStatus == nil && task.isAtWork && !task.status.isEnd
            && !task.isTimedOut
    }

    /// How many more tasks may run now; `nil` for no limit.
    public var freeTaskSlots: Int? {
        (submission?.parallelism).map { limit in
            max(0, max(0, limit) - tasks.values.count(where: \.isAtWork))
        }
    }

    /// The components that may start now, in topological order, without regard to parallelism.
    public var startableComponents: [ComponentName] {
        guard status == .running, !isInterrupted else { return [] }
        return orderedTasks.filter { task in
            !task.isStarted && !task.isLeftOut && task.retry == nil
                && task.plan.upstream.allSatisfy { tasks[$0]?.status.isSuccess == true }
        }.map(\.plan.name)
    }
}
