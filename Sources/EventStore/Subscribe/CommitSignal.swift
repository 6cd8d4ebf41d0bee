import Synchronization

/// Tells those who wait that the log has grown, or that it has closed.
///
/// It keeps no events: who was slow reads them from the log.
final class CommitSignal: Sendable {
    /// What a waiter is told: whether there are events, or why there will be none.
    private typealias Answer = Result<Bool, EventLogError>

    private struct State {
        var head: Position
        var end: Answer?
        var nextWaiter: UInt64 = 0
        var waiters: [UInt64: CheckedContinuation<Answer, Never>] = [:]

        /// What a waiter would be told now; `nil` while there is nothing to tell.
        func answer(beyond position: Position) -> Answer? {
            end ?? (head > position ? .success(true) : nil)
        }
    }

    private let state: Mutex<State>

    init(head: Position) { state = Mutex(State(head: head)) }

    /// The last committed position.
    var head: Position { state.withLock { $0.head } }

    /// Publishes a commit and wakes everyone; a head that is known already says nothing.
    func advance(to head: Position) {
        wake(with: .success(true)) { state in
            guard head > state.head else { return false }
            state.head = head
            return true
        }
    }

    /// Ends all waiting, now and later: with an error when the log did not close but failed.
    func close(_ failure: EventLogError? = nil) {
        let end = failure.map { Answer.failure($0) } ?? .success(false)
        wake(with: end) { state in
            guard state.end == nil else { return false }
            state.end = end
            return true
        }
    }

    /// Waits until there are events beyond `position`.
    ///
    /// False when none will come: the log has closed, or the calling task was cancelled.
    func wait(beyond position: Position) async throws(EventLogError) -> Bool {
        let waiter = state.withLock { state in
            state.nextWaiter += 1
            return state.nextWaiter
        }
        let answer = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let answer = state.withLock { state -> Answer? in
                    // Seen here or by the handler: the flag is set before the handler runs.
                    if Task.isCancelled { return .success(false) }
                    let answer = state.answer(beyond: position)
                    if answer == nil { state.waiters[waiter] = continuation }
                    return answer
                }
                if let answer { continuation.resume(returning: answer) }
            }
        } onCancel: {
            let continuation = state.withLock { $0.waiters.removeValue(forKey: waiter) }
            continuation?.resume(returning: .success(false))
        }
        return try answer.get()
    }

    /// Wakes everyone when `change` says that there is something to tell.
    private func wake(with answer: Answer, _ change: (inout State) -> Bool) {
        let waiters = state.withLock { state -> [CheckedContinuation<Answer, Never>] in
            guard change(&state) else { return [] }
            defer { state.waiters.removeAll(keepingCapacity: true) }
            // In the order in which they came: a simulation repeats itself.
            return state.waiters.sorted { $0.key < $1.key }.map(\.value)
        }
        for waiter in waiters { waiter.resume(returning: answer) }
    }
}
