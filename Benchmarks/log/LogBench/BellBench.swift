import EventStore
import Glibc

/// How long after a commit another process has read its event.
enum BellBench {
    private static let count = 1_000

    static func run() async throws {
        try await withDirectory { path in
            let log = try LMDBEventLog(path: path, site: "bench")
            var ends: [Int32] = [0, 0]
            pipe(&ends)
            let child = follow(path, ends)
            close(ends[1])
            _ = word(ends[0])
            let event = Workload.events(1)
            var times: [Double] = []
            for number in 0..<count {
                _ = try await log.append(Workload.append(event, to: number))
                let committed = now()
                times.append(Double(word(ends[0]) - committed) / 1e9)
            }
            await log.close()
            kill(child, SIGKILL)
            var status: Int32 = 0
            waitpid(child, &status, 0)
            row(
                "wake-up of a follower in another process, p50, p99",
                microseconds(times.quantile(0.99)), microseconds(times.median),
                spread([times.median * 1e6]), atMost: 200)
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
