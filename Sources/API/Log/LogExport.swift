import Domain
import EventStore
import Hummingbird
import Journal
import NIOCore
import Scheduler
import Storage

/// `GET /v1/log/export`: a piece of the log as a segment, from position `from` to `to`, or what
/// belongs to a `job` or a `model`.
enum LogExport {
    static func answer(_ call: Call) async throws -> Reply {
        let (site, folder) = (call.site, "\(call.site.directories.uploads)/\(call.id)")
        let request = try request(call)
        let holder = try TemporaryFolder(folder)
        let path = "\(holder.path)/segment"
        let blobs = try BlobStore(directory: site.directories.blobs)
        _ = try SiteExport(log: site.log, key: site.key, blobs: blobs).write(
            request, to: path, createdAt: site.clock.now())
        return .file(
            named: "\(site.log.site).segment", type: "application/octet-stream",
            ResponseBody(contentLength: Int(try SegmentFile(path: path).byteCount)) { writer in
                var reader = try FileReader(path: "\(holder.path)/segment")
                while let bytes = try reader.next() {
                    try await writer.write(ByteBuffer(bytes: bytes))
                }
                try await writer.finish(nil)
            })
    }

    private static func request(_ call: Call) throws -> SegmentRequest {
        let arguments = call.arguments
        var request = SegmentRequest()
        request.first = try arguments.position("from")
        request.last = try arguments.position("to")
        switch (arguments["job"]?.string, arguments["model"]?.string) {
        case (nil, nil): break
        case (let text?, nil):
            guard let job = JobID(text) else { throw Refusal.argument("\(text) cannot be a job") }
            request.selection = try .job(job)
        case (nil, let model?): request.selection = try .model(model)
        case _: throw Refusal.argument("give job or model, not both")
        }
        return request
    }
}

extension Arguments {
    fileprivate func position(_ name: String) throws -> Position? {
        guard let number = try integer(name) else { return nil }
        guard number > 0 else { throw Refusal.argument("\(name) must be a position, from 1 on") }
        return Position(UInt64(number))
    }
}
