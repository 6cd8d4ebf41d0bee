public import EventStore

/// Whether the rows may be read: not while they are being made from the beginning of the log.
public actor ViewReadiness {
    private var done: Position?
    private var waiters: [Int: CheckedContinuation<Void, Never>] = [:]
    private var waitersSoFar = 0

    init(isReady: Bool) { done = isReady ? nil : .origin }

    /// How far the rows are made; `nil` when they are ready.
    public var progress: Position? { done }

    /// Returns when the rows are ready, or when the task is cancelled.
    public func wait() async {
        guard done != nil else { return }
        waitersSoFar += 1
        let waiter = waitersSoFar
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                if Task.isCancelled { return continuation.resume() }
                waiters[waiter] = continuation
            }
        } onCancel: {
            Task { await self.leave(waiter) }
        }
    }

    func begin() { done = .origin }

    func advance(to position: Position) { done = position }

    func finish() {
        done = nil
        for waiter in waiters.values { waiter.resume() }
        waiters = [:]
    }

    private func leave(_ waiter: Int) { waiters.removeValue(forKey: waiter)?.resume() }
}
