import Domain
import Glibc
import Wire

/// What a worker that was started ahead does once it knows its work: it takes on all that another
/// is started with.
enum StandbyOrder {
    /// Waits for the line that names a config; `nil` when the site is gone and none will come.
    static func path(from descriptor: Int32) -> String? {
        var bytes: [UInt8] = []
        var part = [UInt8](repeating: 0, count: 4_096)
        while bytes.last != UInt8(ascii: "\n") {
            let count = read(descriptor, &part, part.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return nil }
            bytes += part[..<count]
        }
        return String(decoding: bytes.dropLast(), as: UTF8.self)
    }

    /// The working folder, the file of the standard output, and the job in the environment.
    static func settle(in config: WorkerConfig) throws {
        let output = config.paths.standardOutput(of: config.worker)
        let file = open(output, O_WRONLY | O_CREAT | O_APPEND, 0o640)
        guard chdir(config.paths.folder) == 0, file >= 0, dup2(file, STDOUT_FILENO) >= 0,
            dup2(file, STDERR_FILENO) >= 0
        else { throw UsageError("\(config.paths.folder): \(String(cString: strerror(errno)))") }
        close(file)
        setenv("FATE_JOB_ID", config.task.job.text, 1)
    }
}
