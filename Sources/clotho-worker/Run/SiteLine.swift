import Glibc
import Wire

/// The worker's end of the line to the server that started it; `nil` inside when nobody listens.
struct SiteLine {
    private let descriptor: Int32?

    /// What this process starts is not to hold the line when the process is over.
    init(_ descriptor: Int32?) {
        self.descriptor = descriptor
        if let descriptor { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
    }

    /// Says a word. A server that is gone does not hear it; the next one sees the end of the process.
    func say(_ word: WorkerWord) {
        guard let descriptor else { return }
        var byte = word.rawValue
        _ = send(descriptor, &byte, 1, Int32(MSG_NOSIGNAL))
    }
}
