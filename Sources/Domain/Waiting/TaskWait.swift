/// One reason why a component of a job waits, as the site knows that coordinates the job.
public struct TaskWait: Hashable, Sendable {
    /// What kind of reason it is.
    public enum Code: String, Sendable, CaseIterable {
        /// The job has ended.
        case jobEnded = "job_ended"
        /// The job itself has not started.
        case jobWaiting = "job_waiting"
        /// The job is being stopped: nothing new starts.
        case jobStopping = "job_stopping"
        /// Something of the job has failed for good: nothing new starts.
        case jobFailing = "job_failing"
        /// The round does without the component.
        case leftOut = "left_out"
        /// A component whose output it reads has failed for good.
        case upstreamFailed = "upstream_failed"
        /// A component whose output it reads has not succeeded yet.
        case upstream
        /// It failed and is run again by itself.
        case retry
        /// Something has failed and is run again when all its parties have ended; until then nothing
        /// new starts.
        case retryAhead = "retry_ahead"
        /// As many tasks run as the job has cores for.
        case parallelism
        /// It is being started.
        case starting
        /// It was not begun within its time-out and is being stopped.
        case timedOut = "timed_out"
    }

    /// What is counted, where something is.
    public enum Unit: String, Sendable {
        /// Components whose output is read: wanted all, available those that have succeeded.
        case components
        /// Tasks that may run at once: wanted one more, available the free places.
        case tasks
    }

    /// How much of something there is.
    public struct Amount: Hashable, Sendable {
        /// What is counted.
        public let unit: Unit
        /// How many are wanted.
        public let wanted: Int
        /// How many of them there are.
        public let available: Int
        /// How many there are in all; `nil` where that is no number of its own.
        public var total: Int?
    }

    /// A component that another one waits for.
    public struct Holder: Hashable, Sendable {
        /// The component.
        public let component: ComponentName
        /// Its federated status.
        public let status: TaskStatus
        /// When something last happened to it (``JobMoments/components``); `nil` before the first.
        public let since: Timestamp?
    }

    /// The kind.
    public let code: Code
    /// The party that is waited for, where it is a single one.
    public var party: Party?
    /// What is counted; `nil` where nothing is.
    public var amount: Amount?
    /// The components that are waited for.
    public var heldBy: [Holder] = []
    /// Since when the reason holds; `nil` where the log does not tell (what told it was erased).
    public var since: Timestamp?
    /// The retry, for `retry`.
    public var retry: TaskRetry?
    /// A sentence for a person.
    public let text: String
    /// The smallest change that would take the reason away.
    public let change: String
}
