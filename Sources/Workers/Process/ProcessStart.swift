import CLinux
import Glibc
import Scheduler

/// Starts a process in a session of its own, with nothing of the server's open (`posix_spawn`).
///
/// Standard input is empty, standard output and error go to a file. One descriptor more is handed
/// on, through which the process and the server tell each other what they have settled.
struct ProcessStart {
    let executable: String
    let arguments: [String]
    let environment: [String]
    let directory: String
    let output: String

    /// The number of the handed-on descriptor in the new process.
    static let handedDescriptor: Int32 = 3

    /// The id of the new process.
    /// - Throws: `LaunchFailure` when the program cannot be run.
    func run(handingOn descriptor: Descriptor) throws(LaunchFailure) -> Int32 {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        describe(&actions, descriptor)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        _ = clinux_spawn_in_own_session(&attributes)
        var processID: Int32 = 0
        let failure = Self.withCStrings([executable] + arguments) { arguments in
            Self.withCStrings(environment) { environment in
                posix_spawn(
                    &processID, executable, &actions, &attributes, arguments, environment)
            }
        }
        guard failure == 0 else {
            throw LaunchFailure(
                "could not run \(executable) in \(directory): \(String(cString: strerror(failure)))"
            )
        }
        return processID
    }

    private func describe(_ actions: inout posix_spawn_file_actions_t, _ handed: Descriptor) {
        posix_spawn_file_actions_adddup2(&actions, handed.number, Self.handedDescriptor)
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(
            &actions, 1, output, O_WRONLY | O_CREAT | O_APPEND, 0o640)
        posix_spawn_file_actions_adddup2(&actions, 1, 2)
        _ = clinux_spawn_closing_from(&actions, Self.handedDescriptor + 1)
        _ = clinux_spawn_in_directory(&actions, directory)
    }

    private static func withCStrings<Result>(
        _ texts: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
    ) -> Result {
        let pointers = texts.map { strdup($0) }
        defer { pointers.forEach { free($0) } }
        return body(pointers + [nil])
    }
}
