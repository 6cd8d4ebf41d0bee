import Glibc

/// Starts processes by hand: what a job cannot be faster than.
enum Spawning {
    /// Runs a program once with each of these arguments, as many at the same time as the shape says,
    /// and waits for all.
    static func run(
        _ path: String, _ calls: some Sequence<[String]>, _ shape: JobShape
    ) throws {
        var running = 0
        for arguments in calls {
            if running == shape.atOnce {
                try waitForOne()
                running -= 1
            }
            try start(path, arguments)
            running += 1
        }
        for _ in 0..<running { try waitForOne() }
    }

    private static func start(_ path: String, _ texts: [String]) throws {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
        var arguments = ([path] + texts).map { strdup($0) } + [nil]
        defer { arguments.forEach { free($0) } }
        var process: pid_t = 0
        let code = posix_spawn(&process, path, &actions, nil, &arguments, environ)
        guard code == 0 else { throw BenchError("Could not start \(path)") }
    }

    private static func waitForOne() throws {
        var status: Int32 = 0
        guard wait(&status) > 0, status == 0 else {
            throw BenchError("A worker started by hand ended with status \(status)")
        }
    }
}

/// The processor time of a process.
enum ProcessTicks {
    /// User and system time so far, in clock ticks (proc(5), fields 14 and 15 of stat).
    static func used(by process: Int32) throws -> Int {
        guard let file = fopen("/proc/\(process)/stat", "r") else {
            throw BenchError("There is no process \(process)")
        }
        defer { fclose(file) }
        var line = [CChar](repeating: 0, count: 4096)
        guard fgets(&line, Int32(line.count), file) != nil else {
            throw BenchError("/proc/\(process)/stat is empty")
        }
        let text = String(
            decoding: line.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
        let fields = text.split(separator: ")").last?.split(separator: " ") ?? []
        guard fields.count > 12, let user = Int(fields[11]), let system = Int(fields[12]) else {
            throw BenchError("/proc/\(process)/stat reads \(text)")
        }
        return user + system
    }
}
