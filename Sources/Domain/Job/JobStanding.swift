/// How a job is, as the site says at which its initiator lives.
public enum JobStanding: Hashable, Sendable {
    /// There is no such job, or the party that asks has no part of it.
    case unknown
    /// The status of the job in that round, and why it is so.
    case known(JobStatus, round: Int, reason: String)
}
