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
final class AppendQueue: Sendable {
    private struct State {
        var waiting: [AppendRequest] = []
        var isClosed = false
    }

    /// What goes into one commit at most: enough to pay for the disk's flush many times over,
    /// little enough that nobody waits long behind others.
    static let batchEventsMax = 4_096
    static let batchBytesMax = 8 << 20

    private let state = Mutex(State())
    private let bell = DispatchSemaphore(value: 0)

    /// False when the queue is closed; the request is then the caller's again.
    func add(_ request: AppendRequest) -> Bool {
        let isAdded = state.withLock { state in
            guard !state.isClosed else { return false }
            state.waiting.append(request)
            return true
        }
        if isAdded { bell.signal() }
        return isAdded
    }

    /// Waits for appends and takes as many as fit one commit; `nil` when the queue is closed and
    /// empty.
    func take() -> [AppendRequest]? {
        while true {
            let (batch, isClosed) = state.withLock { state in
                (Self.takeBatch(from: &state.waiting), state.isClosed)
            }
            if !batch.isEmpty { return batch }
            if isClosed { return nil }
            bell.wait()
        }
    }

    /// Refuses what comes later; what waits will still be taken.
    func close() {
        state.withLock { $0.isClosed = true }
        bell.signal()
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
