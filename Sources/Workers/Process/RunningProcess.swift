import CLinux
import Domain
import Glibc
import Storage
import Wire

/// A process that is held by a descriptor, so that its number cannot mean another one meanwhile.
struct RunningProcess: Sendable {
    let identity: WorkerIdentity
    private let descriptor: Descriptor

    /// `nil` when the process is gone; a process with its number but another start, of its own or of
    /// the machine, is not it.
    init?(_ identity: WorkerIdentity) {
        let number = clinux_pidfd_open(identity.processID)
        guard number >= 0 else { return nil }
        descriptor = Descriptor(number)
        // Looked at after the descriptor holds it: the number cannot change hands in between.
        guard let running = Self.status(of: identity.processID)?.identity, identity.names(running)
        else { return nil }
        self.identity = identity
    }

    /// Whether it has not ended.
    var isAlive: Bool {
        Self.status(of: identity.processID).map { identity.names($0.identity) && !$0.hasEnded }
            ?? false
    }

    /// What the kernel says of a process; `nil` when there is none.
    static func status(of processID: Int32) -> ProcessStatus? {
        guard let bytes = try? SmallFile.read("/proc/\(processID)/stat") else { return nil }
        return ProcessStatus(String(decoding: bytes, as: UTF8.self), bootID: BootID.current)
    }

    /// Returns once the process has ended or the calling task is cancelled.
    func untilEnded() async { await descriptor.untilReadable() }

    /// The same, but no longer than so many milliseconds.
    func untilEnded(atMost milliseconds: Int64) async {
        await withTaskGroup { group in
            group.addTask { await untilEnded() }
            group.addTask { try? await Task.sleep(for: .milliseconds(milliseconds)) }
            await group.next()
            group.cancelAll()
        }
    }

    /// How the process ended. It must have ended; only the first caller in the process that
    /// started it learns the code.
    func reap() -> WorkerExit {
        var code: Int32 = 0
        var signal: Int32 = 0
        guard clinux_pidfd_wait(descriptor.number, &code, &signal) == 0 else { return .gone }
        return signal == 0 ? .exited(code: code) : .killed(signal: signal)
    }

    /// Sends a signal to the process and to all that it started in its session.
    ///
    /// A group's number is not given to another process while the group has members, so the call
    /// either reaches what belongs to the worker or nobody.
    func signalGroup(_ signal: Int32) {
        if kill(-identity.processID, signal) != 0 {
            _ = clinux_pidfd_send_signal(descriptor.number, signal)
        }
    }
}
