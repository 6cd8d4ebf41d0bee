import Domain

/// The files that a site and its worker share.
public struct WorkerPaths: Hashable, Sendable {
    /// The working folder of this worker process.
    public let folder: String
    /// The folder of the site's tables.
    public let tables: String
    /// The folder of the site's large documents.
    public let blobs: String
    /// The file in which the site writes the address it listens at, such as `127.0.0.1:9380`.
    ///
    /// A worker outlives its server; it finds the next one by reading this file again.
    public let address: String
    /// The folder of the component's logs.
    public let logs: String
    /// The folder of the logs of all the party's components.
    public let partyLogs: String

    /// Makes paths.
    public init(
        folder: String, tables: String, blobs: String, address: String, logs: String,
        partyLogs: String
    ) {
        self.folder = folder
        self.tables = tables
        self.blobs = blobs
        self.address = address
        self.logs = logs
        self.partyLogs = partyLogs
    }

    /// What the worker is started with.
    public var config: String { "\(folder)/config.json" }
    /// What the worker leaves at its end.
    public var result: String { "\(folder)/result.json" }
    /// Which process the worker is: FATE's name; a process id and its start ticks. The one process
    /// that works in the folder holds the lock of this file.
    public var processID: String { "\(folder)/task_executor_pid" }
    /// What the process prints.
    public func standardOutput(of worker: String) -> String {
        "\(logs)/task_executor_\(worker)_std.log"
    }
}

extension WorkerPaths {
    /// The members of the paths in a config.
    var json: JSONValue {
        [
            "folder": .string(folder), "tables": .string(tables), "blobs": .string(blobs),
            "address": .string(address), "log_dir": .string(logs),
            "parent_log_dir": .string(partyLogs),
        ]
    }

    init(_ reader: FieldReader) throws(FieldError) {
        self.init(
            folder: try reader.text("folder"), tables: try reader.text("tables"),
            blobs: try reader.text("blobs"), address: try reader.text("address"),
            logs: try reader.text("log_dir"), partyLogs: try reader.text("parent_log_dir"))
    }
}
