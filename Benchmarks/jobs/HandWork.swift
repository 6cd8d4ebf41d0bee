import Glibc

/// The work of the tasks that are measured, for workers that are started by hand: each gets the
/// config that the server would give it (docs/workers.md), in a folder of its own.
final class HandWork {
    private let directory: String
    private var count = 0

    init(directory: String) throws {
        self.directory = directory
        for folder in ["", "/tables", "/blobs", "/logs"] {
            try Self.makeDirectory(directory + folder)
        }
    }

    /// The arguments of so many workers that have not run yet.
    func arguments(count: Int) throws -> [[String]] {
        try (0..<count).map { _ in
            self.count += 1
            let folder = "\(directory)/\(self.count)"
            try Self.makeDirectory(folder)
            try Self.write(config(folder), to: "\(folder)/config.json")
            return ["--config", "\(folder)/config.json"]
        }
    }

    private func config(_ folder: String) -> String {
        """
        {"job_id": "202601010000000000000", "component_name": "noop_0", "task_version": 0,
         "module": "Noop", "provider": "clotho", "role": "guest", "party_id": 9999,
         "parties": ["guest:9999"], "parameters": {"milliseconds": 0, "fail_at": [], "fail": ""},
         "need_run": true, "tables": [], "models": [], "data_outputs": ["data"],
         "model_output": null, "worker_id": "hand", "token": "hand", "retry_seconds": 0,
         "beat_milliseconds": 10000,
         "paths": {"folder": "\(folder)", "tables": "\(directory)/tables",
          "blobs": "\(directory)/blobs", "address": "\(directory)/address",
          "log_dir": "\(directory)/logs", "parent_log_dir": "\(directory)/logs"}}
        """
    }

    private static func makeDirectory(_ path: String) throws {
        guard mkdir(path, 0o750) == 0 else { throw BenchError("Could not make \(path)") }
    }

    private static func write(_ text: String, to path: String) throws {
        guard let file = fopen(path, "w") else { throw BenchError("Could not write \(path)") }
        defer { fclose(file) }
        fputs(text, file)
    }
}
