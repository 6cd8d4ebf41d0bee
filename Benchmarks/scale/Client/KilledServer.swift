import Glibc

/// A server that is killed together with a worker of it, and started again.
struct KilledServer {
    let port: UInt16
    let process: Int32
    /// The program and its arguments.
    let command: [String]

    /// A task that does not end by itself while this runs.
    private static let shape = JobShape(
        title: "", taskCount: 1, atOnce: 1, isChain: true, milliseconds: 3_600_000)
    /// How long the new server may take for all of it.
    private static let secondsMax: UInt32 = 120

    /// Prints the id of the new process, the milliseconds until it answers, and those from there
    /// until the job has ended whose worker is dead.
    func restart() throws {
        alarm(Self.secondsMax)
        let before = try BenchSite(port: port, eventsOf: "party.task_launched")
        let job = try before.submit(Self.shape)
        let worker = try worker(of: job, before)
        kill(process, SIGKILL)
        kill(worker, SIGKILL)
        // Gone, or at least nobody else's: it gives its port and its locks back when it ends.
        for process in [process, worker] {
            while kill(process, 0) == 0, !Self.isZombie(process) { usleep(200) }
        }
        let start = Figures.milliseconds()
        let child = try spawn()
        while !isAnswering { usleep(500) }
        let answered = Figures.milliseconds()
        let after = try BenchSite(port: port, after: before.head)
        while try after.nextEnd().job != job {}
        let resolved = Figures.milliseconds()
        print("\(child) \(Figures.text(answered - start)) \(Figures.text(resolved - answered))")
    }

    private func worker(of job: String, _ site: BenchSite) throws -> Int32 {
        var event: String
        repeat { event = try site.next("party.task_launched") } while !event.contains(job)
        guard let process = BenchSite.number("\"process_id\":", in: event).flatMap({ Int32($0) })
        else { throw BenchError("The launch names no process: \(event)") }
        return process
    }

    private func spawn() throws -> pid_t {
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
        return child
    }

    private var isAnswering: Bool {
        guard let site = try? Socket(port: port),
            (try? site.send("GET /v1/log/stat HTTP/1.1\r\nHost: bench\r\n\r\n")) != nil,
            let answer = try? site.response()
        else { return false }
        return answer.contains("\"head\"")
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
}
