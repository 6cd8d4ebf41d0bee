import Glibc
import Synchronization

/// A thread that sleeps until a ``Bell`` rings.
public final class BellListener: Sendable {
    /// What the thread has noticed.
    public enum Notice: Sendable {
        /// The bell rang, once or several times; also said once at the start.
        case rang
        /// Somebody removed the bell: nothing will be heard any more.
        case removed
    }

    private let watch: Watch

    /// Watches a bell, and makes it where there is none; the thread ends when `heard` returns
    /// false.
    public init(
        path: String, heard: @escaping @Sendable (Notice) -> Bool
    ) throws(EventLogError) {
        let bell = open(path, O_RDONLY | O_CREAT | O_CLOEXEC, 0o640)
        guard bell >= 0 else { throw .lastSystem(doing: "opening \(path)") }
        Glibc.close(bell)
        let watch = try Watch(path)
        self.watch = watch
        try SystemThread.start("the listener of \(path)") {
            // Looked after the watch began: a commit is either seen here or rings.
            var isListening = heard(.rang)
            while isListening, let notice = watch.next() { isListening = heard(notice) }
        }
    }

    /// Ends the thread, soon.
    public func stop() { watch.stop() }
}

extension BellListener {
    /// One file watched through inotify.
    private final class Watch: Sendable {
        private let path: String
        private let queue: Int32
        private let number: Int32
        private let isStopped = Atomic(false)

        init(_ path: String) throws(EventLogError) {
            self.path = path
            queue = inotify_init1(Int32(IN_CLOEXEC))
            guard queue >= 0 else {
                throw .lastSystem(doing: "watching \(path) (fs.inotify.max_user_instances)")
            }
            // An unlinked file that is still open somewhere only changes its attributes.
            number = inotify_add_watch(
                queue, path, UInt32(IN_MODIFY) | UInt32(IN_ATTRIB) | UInt32(IN_MOVE_SELF))
            guard number >= 0 else {
                throw .lastSystem(doing: "watching \(path) (fs.inotify.max_user_watches)")
            }
        }

        deinit { close(queue) }

        /// Waits for what happens next; `nil` once the watch was stopped.
        ///
        /// What happens while the caller is busy stays in the queue, so nothing is missed.
        func next() -> Notice? {
            let count = 64
            return withUnsafeTemporaryAllocation(of: inotify_event.self, capacity: count) {
                events in
                var size = 0
                repeat {
                    size = read(
                        queue, events.baseAddress, count * MemoryLayout<inotify_event>.stride)
                } while size < 0 && errno == EINTR
                if isStopped.load(ordering: .acquiring) || size < 0 { return nil }
                let heard = events[..<(size / MemoryLayout<inotify_event>.stride)]
                let isPlain = heard.allSatisfy { $0.mask == UInt32(IN_MODIFY) }
                return isPlain || access(path, F_OK) == 0 ? .rang : .removed
            }
        }

        /// The kernel tells of the end of a watch through its queue, which wakes the thread.
        func stop() {
            let isFirst = isStopped.compareExchange(
                expected: false, desired: true, ordering: .releasing
            ).exchanged
            if isFirst { inotify_rm_watch(queue, number) }
        }
    }
}
