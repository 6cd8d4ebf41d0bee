import CLinux
import Domain
import Glibc

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
    func fork() async -> (processID: Int32, line: Descriptor)? {
        guard let own = handOver() else { return nil }
        await Task { await own.untilReadable() }.value
        var processID: Int32 = 0
        let size = MemoryLayout.size(ofValue: processID)
        guard recv(own.number, &processID, size, Int32(MSG_DONTWAIT)) == size
        else { return nil }
        return (processID, own)
    }

    /// Hands over one end of a new connection and keeps none of it.
    private func handOver() -> Descriptor? {
        guard let pair = SocketPair(),
            clinux_send_descriptor(line.number, pair.other.number) == 0
        else { return nil }
        return pair.own
    }
}
