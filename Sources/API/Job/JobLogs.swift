import Domain
import Hummingbird

/// The logs of a job as an archive. Clients take any HTTP 200 for the file itself.
enum JobLogs {
    static func download(_ call: Call) async throws -> Reply {
        let (job, directory) = try directory(of: call)
        let archive = TarArchive(directory: directory)
        return .file(
            named: "job_\(job)_log.tar.gz", type: "application/gzip",
            ResponseBody { writer in try await archive.write(to: &writer) })
    }

    static func path(_ call: Call) async throws -> Reply {
        .success(["logs_directory": .string(try directory(of: call).path)])
    }

    private static func directory(of call: Call) throws -> (job: String, path: String) {
        let text = try call.arguments.requiredText("job_id")
        let missing = Refusal(status: 404, "there are no logs of the job \(text)")
        guard let job = JobID(text) else { throw missing }
        let path = "\(call.site.directories.jobLogs)/\(job)"
        guard FileSystem.isDirectory(path) else { throw missing }
        return (job.text, path)
    }
}
