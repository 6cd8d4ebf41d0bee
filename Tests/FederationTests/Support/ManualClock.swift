import Domain
import Scheduler
import Synchronization

/// A clock that stands still until a test moves it.
final class ManualClock: WallClock {
    private struct State {
        var now = Timestamp(millisecondsSinceEpoch: 1_000)
        var waiters: [Int: (deadline: Timestamp, wake: CheckedContinuation<Void, Never>)] = [:]
        var watchers: [(count: Int, wake: CheckedContinuation<Void, Never>)] = []
        var lastTicket = 0
    }

    private let state = Mutex(State())

    func now() -> Timestamp { state.withLock { $0.now } }

    func wait(milliseconds: Int64) async {
        let ticket = state.withLock { state in
            state.lastTicket += 1
            return state.lastTicket
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { enter(ticket, milliseconds, $0) }
        } onCancel: {
            state.withLock { $0.waiters.removeValue(forKey: ticket) }?.wake.resume()
        }
    }

    /// Returns once so many calls wait.
    func untilWaiters(_ count: Int) async {
        await withCheckedContinuation { wake in
            let isThere = state.withLock { state in
                if state.waiters.count >= count { return true }
                state.watchers.append((count, wake))
                return false
            }
            if isThere { wake.resume() }
        }
    }

    func advance(milliseconds: Int64) {
        let due = state.withLock { state in
            state.now = state.now.advanced(byMilliseconds: milliseconds)
            let due = state.waiters.filter { $0.value.deadline <= state.now }
            for ticket in due.keys { state.waiters[ticket] = nil }
            return due.values.map(\.wake)
        }
        due.forEach { $0.resume() }
    }

    private func enter(
        _ ticket: Int, _ milliseconds: Int64, _ wake: CheckedContinuation<Void, Never>
    ) {
        let isCancelled = Task.isCancelled
        let woken = state.withLock { state -> [CheckedContinuation<Void, Never>] in
            if isCancelled { return [wake] }
            state.waiters[ticket] = (state.now.advanced(byMilliseconds: milliseconds), wake)
            let count = state.waiters.count
            let ready = state.watchers.filter { $0.count <= count }
            state.watchers.removeAll { $0.count <= count }
            return ready.map(\.wake)
        }
        woken.forEach { $0.resume() }
    }
}
