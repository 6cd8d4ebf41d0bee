/// What is asked of an ended job that is to run again.
public struct JobRerun: Hashable, Sendable {
    /// Where to begin; `nil` for the whole job.
    public let components: [ComponentName]?
    /// Whether components that succeeded run again too.
    public let force: Bool
    /// Components that succeeded and whose output is gone at some party.
    public let lost: Set<ComponentName>

    /// Asks for a rerun.
    public init(
        components: [ComponentName]? = nil, force: Bool = false, lost: Set<ComponentName> = []
    ) {
        self.components = components
        self.force = force
        self.lost = lost
    }
}

/// One run of a job from the queue to its end; the first has number 0, each rerun makes the next.
public struct JobRound: Hashable, Sendable {
    /// The number.
    public let number: Int
    /// What it runs, in topological order. What it does not run keeps its version and its outputs.
    public let tasks: [TaskVersion]
    /// Components that did not succeed before and are not asked for: they keep the job from success
    /// and nothing else from running.
    public let leftOut: [ComponentName]

    /// Makes a round.
    public init(number: Int, tasks: [TaskVersion], leftOut: [ComponentName]) {
        self.number = number
        self.tasks = tasks
        self.leftOut = leftOut
    }
}
