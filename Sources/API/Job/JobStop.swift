import Domain
import Federation
import Projections
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
        do {
            try await call.site.jobs.stop(
                job, as: status, reason: "stopped by a client", call.context)
        } catch JobRejection.unknownJob {
            try await forward(job, status, call)
        }
        try await call.site.settle()
        return .success(
            nil, "stop job on this party success; stop job on all party success")
    }

    /// Asks the site that coordinates the job, when a party of it lives here.
    private static func forward(_ job: JobID, _ status: JobStatus, _ call: Call) async throws {
        let seat = try await JobSeat(of: job, call)
        try await call.site.federation.stop(
            job, as: status, reason: "stopped by a client of \(seat.party)", of: seat.party,
            at: seat.initiator)
    }
}
