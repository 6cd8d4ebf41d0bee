public import Domain

/// When the workers of this site last said that they are at work, as far as this server heard.
///
/// Not on the log: whoever says nothing new changes nothing. A server that takes over hears its
/// workers anew within one beat.
public actor WorkerSessions {
    private var beats: [String: Timestamp] = [:]
    private var waiting: [String: AsyncStream<Void>.Continuation] = [:]

    /// Makes a record of nobody.
    public init() {}

    /// A worker said that it is at work.
    public func beat(_ worker: String, at moment: Timestamp) {
        beats[worker] = moment
        waiting.removeValue(forKey: worker)?.finish()
    }

    /// When a worker last said so; `nil` when it never did.
    func lastBeat(of worker: String) -> Timestamp? { beats[worker] }

    /// Ends with the worker's first beat.
    func untilFirstBeat(of worker: String) -> AsyncStream<Void> {
        let (stream, continuation) = AsyncStream.makeStream(of: Void.self)
        if beats[worker] == nil {
            waiting[worker] = continuation
        } else {
            continuation.finish()
        }
        return stream
    }

    /// The worker is no more.
    func end(_ worker: String) {
        beats[worker] = nil
        waiting.removeValue(forKey: worker)?.finish()
    }
}
