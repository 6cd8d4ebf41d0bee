import Glibc
import Synchronization
import Wire

/// The site's end of the line to a worker: the path of a config goes in, ``WorkerWord``s come out.
final class WorkerLine: Sendable {
    private struct Heard {
        var words: Set<WorkerWord> = []
        /// Whether the worker has closed its end, or has ended.
        var isOver = false
    }

    private let descriptor: Descriptor
    private let heard = Mutex(Heard())

    init(_ descriptor: Descriptor) { self.descriptor = descriptor }

    /// Gives the process its config; false when it is gone.
    func take(_ config: String) -> Bool {
        let bytes = Array("\(config)\n".utf8)
        let count = send(descriptor.number, bytes, bytes.count, Int32(MSG_NOSIGNAL))
        return count == bytes.count
    }

    /// Returns once a word was said; false when it will not be, or the calling task is cancelled.
    func hears(_ word: WorkerWord) async -> Bool {
        while true {
            let heard = listen()
            if heard.words.contains(word) { return true }
            if heard.isOver || Task.isCancelled { return false }
            await descriptor.untilReadable()
        }
    }

    /// Takes in what has been said.
    private func listen() -> Heard {
        heard.withLock { heard in
            var bytes = [UInt8](repeating: 0, count: 16)
            let count = recv(descriptor.number, &bytes, bytes.count, Int32(MSG_DONTWAIT))
            if count > 0 { heard.words.formUnion(bytes[..<count].compactMap(WorkerWord.init)) }
            if count == 0 || (count < 0 && errno != EAGAIN && errno != EINTR) {
                heard.isOver = true
            }
            return heard
        }
    }
}
