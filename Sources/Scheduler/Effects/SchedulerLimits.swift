/// How long the coordinator of a job waits for other sites.
public struct SchedulerLimits: Hashable, Sendable {
    /// How long a party has to answer that it takes part, in milliseconds. Then the job fails, and
    /// every party that may have created its part is told so.
    public var creationMilliseconds: Int64 = 30_000
    /// How long a party has to answer whether it has the cores, in milliseconds. Then the attempt is
    /// over, the others give theirs back, and the job tries again later.
    public var reservationMilliseconds: Int64 = 10_000
    /// For how long a party of a job that runs is asked in vain before the job says so, in
    /// milliseconds: longer than a call that is lost and made again takes.
    public var noticeMilliseconds: Int64 = 2_000
    /// After how long without a report a task at another site is asked for, in milliseconds.
    public var sweepMilliseconds: Int64 = 30_000
    /// How long a party at which a task runs may give no answer, in milliseconds; then the job ends
    /// without it.
    public var silenceMilliseconds: Int64 = 600_000
    /// The same for a job that is being stopped, in milliseconds.
    public var stopSilenceMilliseconds: Int64 = 90_000
    /// How long a job that is being started holds up those behind it, in milliseconds; then a party
    /// does not answer, which is no matter of theirs.
    public var startMilliseconds: Int64 = 1_000

    /// How long a party hears nothing of a job that another site coordinates before it asks how the
    /// job is, in milliseconds; then after twice as long, up to five times as long.
    public var newsMilliseconds: Int64 = 120_000

    /// How long a worker that says that it is at work may say nothing, in milliseconds; then its
    /// session has expired and it is stopped. Several times the pause between its beats.
    public var sessionMilliseconds: Int64 = 60_000

    /// The limits unless a site is told otherwise.
    public init() {}
}
