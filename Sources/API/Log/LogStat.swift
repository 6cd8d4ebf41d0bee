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
            "head_leaf_hash": hash.map { .string(hex($0)) } ?? .null,
            "bytes_on_disk": .integer(files.reduce(0) { $0 + Int64($1.byteCount) }),
        ])
    }

    private static func hex(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
