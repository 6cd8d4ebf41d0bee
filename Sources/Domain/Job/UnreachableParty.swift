/// A party whose site has not answered for so long that the job does not wait for it any more.
///
/// What ran there is taken as ended, whatever became of it: the party is told of the job's end, and
/// stops what still runs, as soon as it answers again.
public struct UnreachableParty: Hashable, Sendable {
    /// The party.
    public let party: Party
    /// When it last answered, or was first asked in vain.
    public let since: Timestamp
    /// The tasks that its site never said the end of, in topological order.
    public let tasks: [TaskVersion]
    /// What they are taken to have ended as: what the job is stopped as.
    public let status: TaskStatus
    /// What a person should know.
    public let reason: String

    /// Makes a finding.
    public init(
        party: Party, since: Timestamp, tasks: [TaskVersion], status: TaskStatus, reason: String
    ) {
        self.party = party
        self.since = since
        self.tasks = tasks
        self.status = status
        self.reason = reason
    }
}
