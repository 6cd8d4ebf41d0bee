import Glibc

/// An open file descriptor that is closed with its last owner.
final class Descriptor: Sendable {
    let number: Int32

    init(_ number: Int32) { self.number = number }

    deinit { close(number) }

    /// Returns once there is something to read or the other end is closed, which for a pidfd means
    /// that the process has ended; or when the calling task is cancelled.
    func untilReadable() async {
        while !isReadable, !Task.isCancelled {
            guard await !DescriptorWatch.shared.wait(for: number) else { continue }
            // There is no descriptor left to wait with; somebody will give one back.
            try? await Task.sleep(for: .milliseconds(1))
        }
    }

    /// Whether there is something to read, the other end is closed, or the process has ended.
    var isReadable: Bool {
        var look = pollfd(fd: number, events: Int16(POLLIN), revents: 0)
        return poll(&look, 1, 0) == 1
    }
}

/// The two ends of a new connection, both closed on exec.
struct SocketPair {
    let own: Descriptor
    let other: Descriptor

    /// `nil` when the process has no descriptor left.
    init?() {
        var ends: [Int32] = [-1, -1]
        let type = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
        guard socketpair(AF_UNIX, type, 0, &ends) == 0 else { return nil }
        own = Descriptor(ends[0])
        other = Descriptor(ends[1])
    }
}
