import Glibc

/// A process of the program `LogChild`, which lies beside the tests. All of it blocks: call it from
/// a thread of your own.
final class ChildProcess: @unchecked Sendable {
    // Unchecked: a test uses it from one thread at a time.
    let processID: pid_t
    private let socket: Int32
    private var unread: [UInt8] = []
    private var status: Int32?

    convenience init(_ arguments: String...) throws { try self.init(arguments) }

    init(_ arguments: [String]) throws {
        // One socket for both directions, closed in the children of other tests from the start.
        var ends: [Int32] = [-1, -1]
        let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
        guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else { throw Failure("socketpair") }
        defer { close(ends[1]) }
        socket = ends[0]
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        for descriptor in [STDIN_FILENO, STDOUT_FILENO] {
            posix_spawn_file_actions_adddup2(&actions, ends[1], descriptor)
        }
        let program = Self.program
        var words: [UnsafeMutablePointer<CChar>?] = ([program] + arguments).map { strdup($0) }
        words.append(nil)
        defer { for word in words { free(word) } }
        var processID = pid_t()
        let code = posix_spawn(&processID, program, &actions, nil, words, environ)
        guard code == 0 else { throw Failure("starting \(program): code \(code)") }
        self.processID = processID
    }

    deinit {
        if status == nil {
            kill()
            _ = end()
        }
        close(socket)
    }

    /// The next line that it prints; `nil` when it prints no more.
    func line() -> String? {
        while true {
            if let end = unread.firstIndex(of: UInt8(ascii: "\n")) {
                defer { unread.removeSubrange(...end) }
                return String(decoding: unread[..<end], as: UTF8.self)
            }
            var buffer = [UInt8](repeating: 0, count: 65_536)
            let count = read(socket, &buffer, buffer.count)
            guard count > 0 else { return nil }
            unread += buffer.prefix(count)
        }
    }

    /// All lines that it still prints.
    func lines() -> [String] {
        var lines: [String] = []
        while let line = line() { lines.append(line) }
        return lines
    }

    /// Gives it an empty line to read.
    func poke() { send(socket, "\n", 1, Int32(MSG_NOSIGNAL)) }

    /// Lets it find the end of its input.
    func closeInput() { shutdown(socket, Int32(SHUT_WR)) }

    func kill(_ signal: Int32 = SIGKILL) { Glibc.kill(processID, signal) }

    /// Waits for its end: its exit code, or the signal that ended it as a negative number.
    @discardableResult
    func end() -> Int32 {
        if let status { return status }
        var raw: Int32 = 0
        while waitpid(processID, &raw, 0) < 0 && errno == EINTR {}
        let signal = raw & 0x7F
        let status = signal == 0 ? raw >> 8 & 0xFF : -signal
        self.status = status
        return status
    }

    private struct Failure: Error, CustomStringConvertible {
        let description: String

        init(_ doing: String) { description = "\(doing): code \(errno)" }
    }

    private static let program: String = {
        guard let resolved = realpath("/proc/self/exe", nil) else { return "LogChild" }
        defer { free(resolved) }
        let tests = String(cString: resolved)
        return tests.prefix(upTo: tests.lastIndex(of: "/") ?? tests.startIndex) + "/LogChild"
    }()
}
