import Glibc

/// Measures a server with many jobs on its log: how long submits take, and how long a server that was
/// killed takes to answer again.
@main enum ScaleClient {
    static func main() throws {
        let words = Array(CommandLine.arguments.dropFirst())
        switch words.first {
        case "submit" where words.count == 3:
            guard let port = UInt16(words[1]), let count = Int(words[2]) else { usage() }
            try submit(to: port, count)
        case "restart" where words.count > 4:
            guard let port = UInt16(words[1]), let process = Int32(words[2]) else { usage() }
            try restart(process, Array(words.dropFirst(3)), port)
        default:
            usage()
        }
    }

    private static func usage() -> Never {
        print(
            "usage: scale-client submit PORT COUNT | scale-client restart PORT PID PROGRAM ARGUMENT…"
        )
        exit(64)
    }

    /// Submits jobs one after another, and waits for the end of each before the next.
    private static func submit(to port: UInt16, _ count: Int) throws {
        let site = try BenchSite(port: port)
        let times = try (0..<count).map { _ in
            let start = milliseconds()
            let job = try site.submit(JobShape.all[0])
            let time = milliseconds() - start
            try site.end(of: job)
            return time
        }.sorted()
        print(
            "\(count) submits: p50 \(text(times[count / 2])) ms, "
                + "p99 \(text(times[count * 99 / 100])) ms, worst \(text(times[count - 1])) ms")
    }

    /// Kills a server, starts it again and asks until it answers. Prints the new process's id.
    private static func restart(_ process: Int32, _ command: [String], _ port: UInt16) throws {
        kill(process, SIGKILL)
        // Gone, or at least nobody else's: it gives its port and its locks back when it ends.
        while kill(process, 0) == 0, !isZombie(process) { usleep(200) }
        let start = milliseconds()
        var arguments = command.map { strdup($0) } + [nil]
        defer { arguments.forEach { free($0) } }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
        var child: pid_t = 0
        guard posix_spawn(&child, command[0], &actions, nil, &arguments, environ) == 0 else {
            throw BenchError("Could not start \(command[0])")
        }
        while true {
            if let site = try? Socket(port: port),
                (try? site.send("GET /v1/log/stat HTTP/1.1\r\nHost: bench\r\n\r\n")) != nil,
                let answer = try? site.response(), answer.contains("\"head\"")
            {
                break
            }
            usleep(500)
        }
        print("\(child) \(text(milliseconds() - start))")
    }

    private static func isZombie(_ process: Int32) -> Bool {
        guard let file = fopen("/proc/\(process)/stat", "r") else { return true }
        defer { fclose(file) }
        var line = [CChar](repeating: 0, count: 512)
        guard fgets(&line, Int32(line.count), file) != nil else { return true }
        let text = String(
            decoding: line.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
        return text.split(separator: ")").last?.hasPrefix(" Z") == true
    }

    private static func milliseconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) * 1e3 + Double(time.tv_nsec) / 1e6
    }

    private static func text(_ milliseconds: Double) -> String {
        let hundredths = Int((milliseconds * 100).rounded())
        return "\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100)"
    }
}
