/// What the coordinator asks a party for when an ended job runs again.
public struct PartyReopening: Hashable, Sendable {
    /// The job.
    public let job: JobID
    /// The number of the round.
    public let round: Int
    /// How often the parameters of the job were changed.
    public let revision: Int
    /// The runtime conf of the round, JSON text.
    public let conf: String
    /// The tasks of the party that run in the round.
    public let tasks: [TaskVersion]
    /// How often each is retried without being asked.
    public let autoRetries: Int

    /// Makes a request.
    public init(
        job: JobID, round: Int, revision: Int, conf: String, tasks: [TaskVersion],
        autoRetries: Int
    ) {
        self.job = job
        self.round = round
        self.revision = revision
        self.conf = conf
        self.tasks = tasks
        self.autoRetries = autoRetries
    }
}

extension PartyReopening {
    /// What a party has to know of the round that a job is in; `nil` for a job that nobody
    /// submitted.
    public init?(of state: JobState, for party: Party) {
        guard let submission = state.submission else { return nil }
        let own = state.orderedTasks.filter { task in
            task.parties[party] != nil && !task.status.isSuccess && !task.isLeftOut
        }
        self.init(
            job: submission.job, round: state.round, revision: state.revision,
            conf: submission.conf,
            tasks: own.map { TaskVersion(component: $0.plan.name, version: $0.version) },
            autoRetries: submission.retries.countMax)
    }
}
