public import Domain
import EventStore
import Hummingbird
public import Journal
import NIOCore
import Storage
import Wire

/// `POST /v1/log/import`: takes the segment in the body into the log. `allow_gap=1` lets events
/// before it be missing, `key` names the key that its checkpoint must be signed with.
enum LogImport {
    static func answer(_ call: Call) async throws -> Reply {
        let site = call.site
        let query = Arguments(Endpoint.query(of: call.request))
        let key = try query["key"]?.string.map { text in
            do {
                return try VerifierKey(text)
            } catch {
                throw Refusal.argument("key: \(error)")
            }
        }
        let folder = try TemporaryFolder("\(site.directories.uploads)/\(call.id)")
        let path = "\(folder.path)/segment"
        try await receive(call, path)
        let blobs = try BlobStore(directory: site.directories.blobs)
        let segments = SegmentImport(
            site.journal, key: key, allowsGap: query.flag("allow_gap") ?? false)
        do {
            let report = try await segments.run(
                path: path, call.context, artifacts: { try blobs.put($0, pieces: $1) })
            try await site.settle()
            return .success(report.json)
        } catch let error as SegmentError {
            throw Refusal(.exception, "the segment is not taken: \(error)")
        } catch let error as PeerRejection {
            throw Refusal(.exception, "the segment is not taken: \(error)")
        }
    }

    private static func receive(_ call: Call, _ path: String) async throws {
        let file = try FileWriter(path: path)
        var count = 0
        for try await bytes in call.request.body {
            count += bytes.readableBytes
            guard count <= call.site.limits.uploadBytesMax else {
                throw Refusal(
                    .exception,
                    "the segment is larger than \(call.site.limits.uploadBytesMax) bytes")
            }
            try file.write(Array(bytes.readableBytesView))
        }
    }
}

extension SegmentImportReport {
    /// What came of the import, as clients read it.
    public var json: JSONValue {
        [
            "site": .string(site), "first": .integer(Int64(clamping: segment.first)),
            "last": .integer(Int64(clamping: segment.last)),
            "selection": .string(segment.selection),
            "events": .integer(Int64(clamping: segment.eventCount)),
            "new_events": .integer(Int64(clamping: newCount)),
            "without_payload": .integer(Int64(clamping: segment.withheldCount)),
            "digest": .string(segment.digest), "key": .string(segment.key),
            "position": position.map { .integer(Int64(clamping: $0.number)) } ?? .null,
        ]
    }
}
