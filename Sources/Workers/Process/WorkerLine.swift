import Glibc
import Synchronization
import Wire

/// The site's end of the line to a worker: the path of a config goes in, ``WorkerWord``s come out.
///
/// While nobody listens, letting go of the line closes it.
final class WorkerLine: Sendable {
    private struct Waiter {
        let word: WorkerWord
        let continuation: CheckedContinuation<Bool, Never>
    }

    private struct State {
        var words: Set<WorkerWord> = []
        /// Whether nothing more will be heard.
        var isOver = false
        var last: UInt64 = 0
        var waiters: [UInt64: Waiter] = [:]

        /// What a waiter is told now; `nil` while there is nothing to tell.
        func answer(to word: WorkerWord) -> Bool? {
            words.contains(word) ? true : isOver ? false : nil
        }
    }

    private let descriptor: Descriptor
    private let state = Mutex(State())

    init(_ descriptor: Descriptor) { self.descriptor = descriptor }

    /// Gives the process its config; false when it is gone.
    func take(_ config: String) -> Bool {
        let bytes = Array("\(config)\n".utf8)
        let count = send(descriptor.number, bytes, bytes.count, Int32(MSG_NOSIGNAL))
        return count == bytes.count
    }

    /// Takes in what the worker says, until it is done or has closed its end. Of several listeners
    /// each would hear a part, so there is to be one.
    func listen() async {
        while !takeIn() { await descriptor.untilReadable() }
    }

    /// Ends the listening once what was said is heard: the process is over, even if something that it
    /// started still holds its end.
    func hangUp() { shutdown(descriptor.number, Int32(SHUT_RD)) }

    /// Returns once the listener has heard a word; false when it will not, or the calling task is
    /// cancelled.
    func hears(_ word: WorkerWord) async -> Bool {
        let waiter = state.withLock { state in
            state.last += 1
            return state.last
        }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let answer = state.withLock { state -> Bool? in
                    // Seen here or by the handler: the flag is set before the handler runs.
                    let answer = state.answer(to: word) ?? (Task.isCancelled ? false : nil)
                    if answer == nil {
                        state.waiters[waiter] = Waiter(word: word, continuation: continuation)
                    }
                    return answer
                }
                if let answer { continuation.resume(returning: answer) }
            }
        } onCancel: {
            let waiter = state.withLock { $0.waiters.removeValue(forKey: waiter) }
            waiter?.continuation.resume(returning: false)
        }
    }

    /// Reads what is there and tells those who wait for it; true when nothing more will come.
    private func takeIn() -> Bool {
        var bytes = [UInt8](repeating: 0, count: 16)
        let count = recv(descriptor.number, &bytes, bytes.count, Int32(MSG_DONTWAIT))
        let mayCome = count > 0 || (count < 0 && (errno == EAGAIN || errno == EINTR))
        let (told, isOver) = state.withLock { state in
            state.words.formUnion(bytes.prefix(max(0, count)).compactMap(WorkerWord.init))
            state.isOver = !mayCome || state.words.contains(.done)
            let told = state.waiters.compactMap { key, waiter in
                state.answer(to: waiter.word).map { (key, waiter.continuation, $0) }
            }
            for (key, _, _) in told { state.waiters[key] = nil }
            return (told, state.isOver)
        }
        for (_, continuation, answer) in told { continuation.resume(returning: answer) }
        return isOver
    }
}
