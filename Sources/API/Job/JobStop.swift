import Domain
import Scheduler
import Wire

/// `job/stop`.
enum JobStop {
    static func answer(_ call: Call) async throws -> Reply {
        let job = try call.arguments.job()
        let name = call.arguments.text("stop_status") ?? JobStatus.canceled.rawValue
        guard let status = JobStatus(rawValue: name), status.isInterrupt else {
            throw Refusal.argument("stop_status cannot be \(name): it is canceled")
        }
        _ = try await call.site.jobs.stop(
            job, as: status, reason: "stopped by a client", call.context)
        try await call.site.settle()
        return .success(
            nil, "stop job on this party success; stop job on all party success")
    }
}
