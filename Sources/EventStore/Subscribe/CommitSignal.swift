import Synchronization

/// Tells those who wait that the log has grown, or that it has closed.
///
/// It keeps no events: who was slow reads them from the log.
final class CommitSignal: Sendable {
    private struct State {
        var head: Position
        var isClosed = false
        var nextWaiter: UInt64 = 0
        var waiters: [UInt64: CheckedContinuation<Bool, Never>] = [:]

        /// What a waiter would be told now; `nil` while there is nothing to tell.
        func answer(beyond position: Position) -> Bool? {
            if isClosed { return false }
            return head > position ? true : nil
        }
    }

    private let state: Mutex<State>

    init(head: Position) { state = Mutex(State(head: head)) }

    /// The last committed position.
    var head: Position { state.withLock { $0.head } }

    /// Publishes a commit and wakes everyone; the same head again says nothing.
    func advance(to head: Position) {
        guard head > self.head else { return }
        wake(with: true) { $0.head = head }
    }

    /// Ends all waiting, now and later.
    func close() {
        wake(with: false) { $0.isClosed = true }
    }

    /// Waits until there are events beyond `position`.
    ///
    /// False when none will come: the log has closed, or the calling task was cancelled.
    func wait(beyond position: Position) async -> Bool {
        let waiter = state.withLock { state in
            state.nextWaiter += 1
            return state.nextWaiter
        }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let answer = state.withLock { state -> Bool? in
                    // Seen here or by the handler: the flag is set before the handler runs.
                    if Task.isCancelled { return false }
                    let answer = state.answer(beyond: position)
                    if answer == nil { state.waiters[waiter] = continuation }
                    return answer
                }
                if let answer { continuation.resume(returning: answer) }
            }
        } onCancel: {
            let continuation = state.withLock { $0.waiters.removeValue(forKey: waiter) }
            continuation?.resume(returning: false)
        }
    }

    private func wake(with answer: Bool, _ change: (inout State) -> Void) {
        let waiters = state.withLock { state in
            change(&state)
            defer { state.waiters.removeAll(keepingCapacity: true) }
            return Array(state.waiters.values)
        }
        for waiter in waiters { waiter.resume(returning: answer) }
    }
}
