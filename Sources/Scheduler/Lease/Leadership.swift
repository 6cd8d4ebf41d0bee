public import Domain

/// Whether this process leads its site.
///
/// It begins to once at most, and stops with its end.
public actor Leadership {
    /// The lease of this process; `nil` while it follows.
    public private(set) var lease: Lease?
    private var waiters: [Int: CheckedContinuation<Void, Never>] = [:]
    private var waitersSoFar = 0

    /// Makes the leadership of a process that follows, or leads with a lease.
    public init(_ lease: Lease? = nil) { self.lease = lease }

    /// Whether this process leads.
    public var isLeading: Bool { lease != nil }

    /// Says that this process leads from now on.
    public func begin(_ lease: Lease) {
        self.lease = lease
        for waiter in waiters.values { waiter.resume() }
        waiters = [:]
    }

    /// Returns when this process leads.
    ///
    /// - Throws: `CancellationError` when the calling task is cancelled before.
    public func untilLeading() async throws {
        guard lease == nil else { return }
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
        if lease == nil { throw CancellationError() }
    }

    private func leave(_ waiter: Int) { waiters.removeValue(forKey: waiter)?.resume() }
}
