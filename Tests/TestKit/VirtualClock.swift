public import Domain
public import Scheduler
import Synchronization

/// A clock that moves only when told: every look at it is a millisecond, waits end when the time
/// is moved past them or their task is cancelled.
public final class VirtualClock: WallClock {
    private struct Sleeper {
        let deadline: Int64
        let continuation: CheckedContinuation<Void, Never>
    }

    private struct State {
        var now: Int64
        var sleepers: [Int: Sleeper] = [:]
        var cancelled: Set<Int> = []
        var count = 0
    }

    private let state: Mutex<State>

    /// A clock that shows this moment.
    public init(milliseconds: Int64 = 1_795_000_000_000) {
        state = Mutex(State(now: milliseconds))
    }

    public func now() -> Timestamp {
        state.withLock { state in
            state.now += 1
            return Timestamp(millisecondsSinceEpoch: state.now)
        }
    }

    /// Moves the time on and ends the waits that are over.
    public func advance(byMilliseconds milliseconds: Int64) {
        let due = state.withLock { state in
            state.now += milliseconds
            // In the order of their ends: a simulation repeats itself.
            let due = state.sleepers.filter { $0.value.deadline <= state.now }
                .sorted { ($0.value.deadline, $0.key) < ($1.value.deadline, $1.key) }
            for (key, _) in due { state.sleepers[key] = nil }
            return due.map(\.value.continuation)
        }
        for continuation in due { continuation.resume() }
    }

    /// Moves the time on to the end of the next wait; `false` when nobody waits.
    @discardableResult
    public func advanceToNextWait(within milliseconds: Int64 = .max) -> Bool {
        let left = state.withLock { state in
            state.sleepers.values.map(\.deadline).min().map { max(0, $0 - state.now) }
        }
        guard let left, left <= milliseconds else { return false }
        advance(byMilliseconds: left)
        return true
    }

    public func wait(milliseconds: Int64) async {
        let key = state.withLock { state in
            state.count += 1
            return state.count
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isOver = state.withLock { state in
                    if state.cancelled.remove(key) != nil { return true }
                    state.sleepers[key] = Sleeper(
                        deadline: state.now + milliseconds, continuation: continuation)
                    return false
                }
                if isOver { continuation.resume() }
            }
        } onCancel: {
            let sleeper = state.withLock { state in
                let sleeper = state.sleepers.removeValue(forKey: key)
                if sleeper == nil { state.cancelled.insert(key) }
                return sleeper
            }
            sleeper?.continuation.resume()
        }
    }
}
