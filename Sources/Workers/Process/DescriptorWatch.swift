import CLinux
import Glibc
import Synchronization

/// Waits for all descriptors that somebody waits for, in one thread (epoll).
///
/// libdispatch's sources are not used: given a pidfd whose process is reaped they touch memory
/// that they have given back (seen with Swift 6.3.1 on Linux 6.18).
final class DescriptorWatch: Sendable {
    /// The one of this program; its thread lives as long.
    static let shared = DescriptorWatch()

    private struct Waiter {
        /// A duplicate of the descriptor waited for, so that two may wait for the same one.
        let descriptor: Int32
        let continuation: CheckedContinuation<Bool, Never>
    }

    private struct State {
        var waiters: [UInt64: Waiter] = [:]
        var cancelled: Set<UInt64> = []
        var last: UInt64 = 0
    }

    private let epoll: Int32
    private let state = Mutex(State())

    private init() {
        epoll = epoll_create1(Int32(EPOLL_CLOEXEC))
        precondition(epoll >= 0, "A program may have an epoll descriptor")
        var thread = pthread_t()
        let context = Unmanaged.passUnretained(self).toOpaque()
        let failure = pthread_create(
            &thread, nil,
            { context in
                let watch = Unmanaged<DescriptorWatch>.fromOpaque(context!).takeUnretainedValue()
                watch.run()
            }, context)
        precondition(failure == 0, "A program may have a thread more")
        pthread_detach(thread)
    }

    /// Returns once there is something to read, the other end is closed, or the task is cancelled.
    /// - Returns: False when there was no waiting, for want of a descriptor more.
    func wait(for descriptor: Int32) async -> Bool {
        let token = state.withLock { state in
            state.last += 1
            return state.last
        }
        let hasWaited = await withTaskCancellationHandler {
            await withCheckedContinuation { add(descriptor, token, $0) }
        } onCancel: {
            cancel(token)
        }
        _ = state.withLock { $0.cancelled.remove(token) }
        return hasWaited
    }

    private func add(
        _ descriptor: Int32, _ token: UInt64, _ continuation: CheckedContinuation<Bool, Never>
    ) {
        let isWaiting = state.withLock { state in
            guard state.cancelled.remove(token) == nil else { return false }
            let duplicate = fcntl(descriptor, F_DUPFD_CLOEXEC, 0)
            var event = epoll_event()
            event.events = EPOLLIN.rawValue | EPOLLONESHOT.rawValue
            event.data.u64 = token
            guard duplicate >= 0, epoll_ctl(epoll, EPOLL_CTL_ADD, duplicate, &event) == 0 else {
                if duplicate >= 0 { close(duplicate) }
                return false
            }
            state.waiters[token] = Waiter(descriptor: duplicate, continuation: continuation)
            return true
        }
        if !isWaiting { continuation.resume(returning: false) }
    }

    private func cancel(_ token: UInt64) {
        let waiter = state.withLock { state in
            let waiter = state.waiters.removeValue(forKey: token)
            if waiter == nil { state.cancelled.insert(token) }
            return waiter
        }
        waiter.map(release)
    }

    private func release(_ waiter: Waiter) {
        // Closing a duplicate takes nothing out of the set while the original is open (epoll(7)), and
        // the next duplicate may have the same number.
        epoll_ctl(epoll, EPOLL_CTL_DEL, waiter.descriptor, nil)
        close(waiter.descriptor)
        waiter.continuation.resume(returning: true)
    }

    private func run() -> Never {
        var events = [epoll_event](repeating: epoll_event(), count: 64)
        while true {
            let count = epoll_wait(epoll, &events, Int32(events.count), -1)
            for event in events.prefix(Int(max(0, count))) {
                let waiter = state.withLock { $0.waiters.removeValue(forKey: event.data.u64) }
                waiter.map(release)
            }
        }
    }
}
