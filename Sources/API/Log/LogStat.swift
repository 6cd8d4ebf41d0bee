public import Domain
public import EventStore

/// `GET /v1/log/stat`: how long the log is, and the hash that two equal logs share.
public enum LogStat {
    static func answer(_ call: Call) async throws -> Reply {
        .success(try document(call.site.log, directory: call.site.directories.log))
    }

    /// What is known about a log and the directory that it lies in.
    public static func document(
        _ log: some EventLogReader, directory: String
    ) throws -> JSONValue {
        let head = log.head
        let hash = try log.leafHash(at: head)
        let files = FileSystem.files(below: directory)
        return [
            "site": .string(log.site), "head": .integer(Int64(clamping: head.number)),
            "head_leaf_hash": hash.map { .string($0.description) } ?? .null,
            "bytes_on_disk": .integer(files.reduce(0) { $0 + Int64($1.byteCount) }),
        ]
    }
}
