import EventStore

/// Lets those who met a conflict on a stream try again one after the other, in the order they came.
///
/// Commands are optimistic: most never wait here. Without turns, n commands that want one stream
/// at once would read and decide n² times.
actor StreamTurns {
    private var waiting: [StreamName: [CheckedContinuation<Void, Never>]] = [:]

    /// Returns when it is the caller's turn on the stream; `leave` must follow.
    func enter(_ stream: StreamName) async {
        guard waiting[stream] != nil else {
            waiting[stream] = []
            return
        }
        await withCheckedContinuation { waiting[stream]?.append($0) }
    }

    /// Ends the caller's turn.
    func leave(_ stream: StreamName) {
        guard var queue = waiting[stream], !queue.isEmpty else {
            waiting[stream] = nil
            return
        }
        let next = queue.removeFirst()
        waiting[stream] = queue
        next.resume()
    }
}
