import CLinux
import Domain
import Glibc
import Scheduler

/// A process that has started the worker's program once and copies itself for each worker that is
/// wanted, as Python's `multiprocessing.forkserver` and Android's zygote do.
///
/// A copy shares the memory of the original until one of them writes, so it is there in a tenth of
/// the time that loading the program takes. It is a child of this process, like one that was
/// started by itself. When this process ends, the fork server reads the end of the line and leaves.
struct ForkServer: Sendable {
    let identity: WorkerIdentity
    /// Where descriptors are handed over, one for each copy.
    let line: Descriptor

    /// The process id of a new copy and the line to it; `nil` when the fork server is gone.
    ///
    /// Waited for also when the caller is cancelled: nobody else would learn of the copy.
    /// - Throws: `LaunchFailure` when the kernel gives no process more, or no descriptor is left.
    func fork() async throws(LaunchFailure) -> (processID: Int32, line: Descriptor)? {
        guard let own = try handOver() else { return nil }
        guard let word = await Task(operation: { await Self.word(on: own) }).value else {
            return nil
        }
        guard word > 0 else {
            throw LaunchFailure(
                "no process could be made for a worker: \(String(cString: strerror(-word)))")
        }
        return (word, own)
    }

    /// Hands over one end of a new connection and keeps none of it.
    private func handOver() throws(LaunchFailure) -> Descriptor? {
        guard let pair = SocketPair() else { throw LaunchFailure("no file descriptor is left") }
        let failure = clinux_send_descriptor(line.number, pair.other.number)
        return failure == 0 ? pair.own : nil
    }

    /// What comes first on a copy's line: its process id, or less than 0 why there is no copy.
    private static func word(on line: Descriptor) async -> Int32? {
        var word: Int32 = 0
        let size = MemoryLayout.size(ofValue: word)
        while true {
            await line.untilReadable()
            let count = recv(line.number, &word, size, Int32(MSG_DONTWAIT))
            if count == size { return word }
            guard count < 0, errno == EAGAIN || errno == EINTR else { return nil }
        }
    }
}
