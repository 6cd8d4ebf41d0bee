import Domain
import EventStore
import Hummingbird
import Journal
import NIOCore
import Scheduler
import Storage

/// `GET /v1/job/evidence`: what the log proves of the job `job_id` to the party or auditor `for`.
enum JobEvidenceFile {
    static func answer(_ call: Call) async throws -> Reply {
        let site = call.site
        try call.arguments.require("job_id", "for")
        let job = try call.arguments.job()
        let text = try call.arguments.requiredText("for")
        guard let reader = EvidenceReader(text) else {
            throw Refusal.argument(
                "for must be a party such as guest:9999, or auditor; not \(text)")
        }
        let holder = try TemporaryFolder("\(site.directories.uploads)/\(call.id)")
        let path = "\(holder.path)/evidence"
        try JobEvidence(log: site.log, key: site.key).write(
            job, for: reader, to: path, segment: "\(holder.path)/segment",
            createdAt: site.clock.now())
        return .file(
            named: "job_\(job)_evidence.txt", type: "text/plain; charset=utf-8",
            ResponseBody(contentLength: try FileReader(path: path).byteCount) { writer in
                var reader = try FileReader(path: "\(holder.path)/evidence")
                while let bytes = try reader.next() {
                    try await writer.write(ByteBuffer(bytes: bytes))
                }
                try await writer.finish(nil)
            })
    }
}
