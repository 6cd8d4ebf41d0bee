import CLinux
import Domain
import Glibc
import Storage
import Wire

/// FATE's log files: those of the component, and those of all the party's components together.
struct WorkerLog: Sendable {
    private enum Level: String {
        case info = "INFO"
        case error = "ERROR"

        /// The files that a line of this level belongs in.
        var files: [String] {
            switch self {
            case .info: ["INFO.log"]
            case .error: ["INFO.log", "ERROR.log"]
            }
        }
    }

    private let task: TaskID
    private let folders: [String]

    init(_ task: TaskID, _ paths: WorkerPaths) {
        self.task = task
        folders = [paths.partyLogs, paths.logs]
    }

    func info(_ text: String) { write(.info, text) }

    func error(_ text: String) { write(.error, text) }

    private func write(_ level: Level, _ text: String) {
        let line =
            "[\(level.rawValue)] [\(Self.time())] [\(task.job)] "
            + "[\(getpid()):\(clinux_thread_id())] - [\(task.component)] : \(text)\n"
        for folder in folders {
            for file in level.files {
                // A log that cannot be written must not be the end of the work.
                try? SmallFile.append(Array(line.utf8), to: "\(folder)/\(file)")
            }
        }
    }

    /// Local time as Python's logging prints it: `2024-01-31 23:59:59,123`.
    static func time() -> String {
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        var parts = tm()
        localtime_r(&now.tv_sec, &parts)
        var text = [CChar](repeating: 0, count: 32)
        let count = strftime(&text, text.count, "%Y-%m-%d %H:%M:%S", &parts)
        let seconds = String(decoding: text.prefix(count).map { UInt8($0) }, as: UTF8.self)
        let milliseconds = String(now.tv_nsec / 1_000_000)
        return seconds + "," + String(repeating: "0", count: 3 - milliseconds.utf8.count)
            + milliseconds
    }
}
