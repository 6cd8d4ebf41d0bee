/// How workers are run on the site's own machine.
public struct LocalWorkerOptions: Hashable, Sendable {
    /// How long a worker that was asked to end may take before it is killed.
    public var graceMilliseconds: Int64 = 2_000
    /// How long a worker tries again while the site does not answer.
    public var retrySeconds = 60
    /// How long a worker waits between saying that it is at work.
    public var beatMilliseconds = 10_000
    /// How many ends of workers are remembered for those who ask later.
    public var exitCountMax = 1_024
    /// How many copies of a fork server wait for a task; with 0 there is no fork server, and each task
    /// starts the program.
    public var standbyCountMax = 0
    /// How long after a launch those that are missing are started.
    public var standbyPauseMilliseconds: Int64 = 5

    /// How long no other fork server is started when one made no worker.
    public var forkServerPauseSeconds: Int64 = 10

    /// The usual options.
    public init() {}
}
