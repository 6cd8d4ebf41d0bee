import EventStore
import Glibc

/// How long after the call of an append another process has read its event.
///
/// Nothing is flushed, so that waking the other process is most of it: a flush comes before the bell,
/// and the appender may be told after the other process has the event.
enum BellBench {
    private static let count = 1_000

    static func run() async throws {
        try await withDirectory { path in
            let log = try LMDBEventLog(
                path: path, site: "bench", options: EventLogOptions(durability: .none))
            var ends: [Int32] = [0, 0]
            pipe(&ends)
            let child = follow(path, ends)
            close(ends[1])
            _ = word(ends[0])
            let event = Workload.events(1)
            var times: [Double] = []
            for number in 0..<count {
                let called = now()
                _ = try await log.append(Workload.append(event, to: number))
                times.append(Double(word(ends[0]) - called) / 1e9)
            }
            await log.close()
            kill(child, SIGKILL)
            var status: Int32 = 0
            waitpid(child, &status, 0)
            timesRow("from an append's call to another process, ms", times, bar: 0.2)
        }
    }

    /// What the other process does: tells the time at which it has each event.
    static func follow(_ path: String) async throws {
        let log = try LMDBLogReader(path: path)
        let events = log.subscribe(after: log.head)
        tell(now())
        for try await batch in events {
            for _ in batch { tell(now()) }
        }
    }

    private static func follow(_ path: String, _ ends: [Int32]) -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO)
        posix_spawn_file_actions_addclose(&actions, ends[0])
        let arguments = ["/proc/self/exe", "follow", path]
        var words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) }
        words.append(nil)
        defer { for word in words { free(word) } }
        var child = pid_t()
        let code = posix_spawn(&child, "/proc/self/exe", &actions, nil, words, environ)
        precondition(code == 0, "starting the follower: \(code)")
        return child
    }

    private static func tell(_ time: Int64) {
        withUnsafeBytes(of: time) { _ = write(STDOUT_FILENO, $0.baseAddress, $0.count) }
    }

    private static func word(_ pipe: Int32) -> Int64 {
        var time: Int64 = 0
        let count = withUnsafeMutableBytes(of: &time) { read(pipe, $0.baseAddress, $0.count) }
        precondition(count == 8, "the follower has ended")
        return time
    }

    private static func now() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }
}
