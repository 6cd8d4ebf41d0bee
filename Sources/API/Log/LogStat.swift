import Domain
import EventStore

/// `GET /v1/log/stat`: how long the log is, and the hash that two equal logs share.
enum LogStat {
    static func answer(_ call: Call) async throws -> Reply {
        let log = call.site.log
        let head = log.head
        let hash = try log.leafHash(at: head)
        let files = FileSystem.files(below: call.site.directories.log)
        return .success([
            "site": .string(log.site), "head": .integer(Int64(clamping: head.number)),
            "head_leaf_hash": hash.map { .string($0.description) } ?? .null,
            "bytes_on_disk": .integer(files.reduce(0) { $0 + Int64($1.byteCount) }),
        ])
    }
}
