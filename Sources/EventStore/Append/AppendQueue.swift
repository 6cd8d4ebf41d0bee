import Dispatch
import Synchronization

/// An append that waits for the writer, and whom to tell.
struct AppendRequest: Sendable {
    typealias Outcome = Result<AppendReceipt, EventLogError>

    let append: PreparedAppend
    let continuation: CheckedContinuation<Outcome, Never>
}

/// The appends that wait, first come first served.
///
/// Tasks add and are suspended; the writer's thread takes all that wait at once and blocks
/// while there is nothing. Each waiting append holds up the task that made it, so the queue is
/// no longer than the number of tasks.
///
/// Those who were just told of their commit are likely to append again at once. The writer lets
/// them come back for as long as they do: otherwise the first one back would get a commit of its
/// own, and all others would wait for that one before theirs.
final class AppendQueue: Sendable {
    fileprivate struct State {
        var waiting: [AppendRequest] = []
        var isClosed = false
        /// How many have to wait for the sleeping writer to be woken; `nil` while it is awake.
        var wakingCount: Int?
    }

    /// What goes into one commit at most: enough to pay for the disk's flush many times over,
    /// little enough that nobody waits long behind others.
    static let batchEventsMax = 4_096
    static let batchBytesMax = 8 << 20

    /// The writer goes on when nobody has come back for a quarter of the time that the last commit
    /// took, or when all have waited as long as for a commit.
    private static let patienceRoundsMax = 4
    private static let patienceMin = 50_000
    private static let patienceMax = 2_000_000

    private let state = Mutex(State())
    private let bell = DispatchSemaphore(value: 0)

    /// False when the queue is closed; the request is then the caller's again.
    func add(_ request: AppendRequest) -> Bool {
        let (isAdded, wakes) = state.withLock { state in
            guard !state.isClosed else { return (false, false) }
            state.waiting.append(request)
            return (true, state.wakes())
        }
        if wakes { bell.signal() }
        return isAdded
    }

    /// How many wait now.
    var count: Int { state.withLock { $0.waiting.count } }

    /// Waits for appends and takes as many as fit one commit; `nil` when the queue is closed and
    /// empty.
    ///
    /// - Parameters:
    ///   - expected: How many appends are likely to come soon.
    ///   - commitTime: What the last commit took.
    func take(expected: Int, commitTime: Duration) -> [AppendRequest]? {
        if expected > 1 { wait(for: expected, commitTime) }
        while true {
            let (batch, isClosed) = state.withLock { state in
                let batch = Self.takeBatch(from: &state.waiting)
                if batch.isEmpty && !state.isClosed { state.wakingCount = 1 }
                return (batch, state.isClosed)
            }
            if !batch.isEmpty { return batch }
            if isClosed { return nil }
            bell.wait()
        }
    }

    /// Waits until so many wait, or nobody comes any more.
    private func wait(for expected: Int, _ commitTime: Duration) {
        let quarter = Int(commitTime.components.attoseconds / 1_000_000_000) / 4
        let patience = DispatchTimeInterval.nanoseconds(
            min(max(quarter, Self.patienceMin), Self.patienceMax))
        var before = 0
        for _ in 0..<Self.patienceRoundsMax {
            let isReady = state.withLock { state in
                if state.isClosed || state.waiting.count >= expected { return true }
                state.wakingCount = expected
                return false
            }
            if isReady || bell.wait(timeout: .now() + patience) == .success { return }
            let count = state.withLock { state -> Int? in
                defer { state.wakingCount = nil }
                // Without a number somebody has just decided to wake the writer.
                return state.wakingCount == nil ? nil : state.waiting.count
            }
            guard let count else { return bell.wait() }
            if count == before { return }
            before = count
        }
    }

    /// Refuses what comes later; what waits will still be taken.
    func close() {
        let wakes = state.withLock { state in
            state.isClosed = true
            defer { state.wakingCount = nil }
            return state.wakingCount != nil
        }
        if wakes { bell.signal() }
    }

    private static func takeBatch(from waiting: inout [AppendRequest]) -> [AppendRequest] {
        var events = 0
        var bytes = 0
        let fitting = waiting.prefix { request in
            let isFirst = events == 0
            events += request.append.eventCount
            bytes += request.append.byteCount
            return isFirst || events <= batchEventsMax && bytes <= batchBytesMax
        }
        if fitting.count == waiting.count {
            defer { waiting = [] }
            return waiting
        }
        let batch = Array(fitting)
        waiting.removeFirst(batch.count)
        return batch
    }
}

extension AppendQueue.State {
    /// Whether the writer must be woken now; says so once.
    fileprivate mutating func wakes() -> Bool {
        guard let count = wakingCount, waiting.count >= count else { return false }
        wakingCount = nil
        return true
    }
}
