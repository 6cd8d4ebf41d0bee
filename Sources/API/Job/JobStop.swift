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
        var message = "stop job on this party success; stop job on all party success"
        do {
            try await call.site.jobs.stop(
                job, as: status, reason: "stopped by a client", call.context)
        } catch JobRejection.unknownJob {
            if let alone = try await forward(job, status, call) { message = alone }
        }
        try await call.site.settle()
        return .success(nil, message)
    }

    /// Asks the site that coordinates the job, when a party of it lives here. What to say when it
    /// did not answer, and was not waited for.
    private static func forward(
        _ job: JobID, _ status: JobStatus, _ call: Call
    ) async throws -> String? {
        let seat = try await JobSeat(of: job, call)
        do {
            try await call.site.federation.stop(
                job, as: status, reason: "stopped by a client of \(seat.party)", of: seat.party,
                at: seat.initiator)
            return nil
        } catch let refusal as PartyRefusal {
            // A coordinator's site that has no such job will never stop it.
            guard call.arguments.flag("alone") == true else { throw refusal }
            try await leave(job, status, "stopped here alone: \(refusal)", call)
            return "stop job on this party success; \(refusal)"
        } catch let error as PartyCallError {
            guard call.arguments.flag("alone") == true else {
                throw Refusal(
                    .federated,
                    "\(error); with `alone`, what runs at this site is stopped without it")
            }
            try await leave(job, status, "stopped here alone: \(error)", call)
            return "stop job on this party success; \(error)"
        }
    }

    /// Ends the parts of this site, whose coordinator does not answer.
    private static func leave(
        _ job: JobID, _ status: JobStatus, _ reason: String, _ call: Call
    ) async throws {
        for party in try await call.site.views.parties(of: job) {
            try await call.site.parties.leave(
                job, at: party, as: status, reason: reason, call.context)
        }
    }
}
