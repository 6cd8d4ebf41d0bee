import Wire

/// How much a site keeps for workers, and how long it lets them wait.
public struct MessageLimits: Hashable, Sendable {
    /// The largest message, in bytes.
    public var messageBytesMax = 256 << 20
    /// What may lie there for one receiver, in bytes; a push beyond it waits.
    public var receiverBytesMax = 1 << 30
    /// How long a push waits for its receiver before it is refused.
    public var pushMillisecondsMax: Int64 = 60_000
    /// How long a pull waits for its message before it answers that there is none yet.
    public var pullMillisecondsMax = Int64(WorkerCalls.pullSecondsMax) * 1_000

    /// The limits unless a site is told otherwise.
    public init() {}
}
