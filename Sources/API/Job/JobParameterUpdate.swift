import Domain
import Scheduler
import Wire

/// `job/parameter/update`: other parameters for the next run of an ended job.
enum JobParameterUpdate {
    static func answer(_ call: Call) async throws -> Reply {
        let job = try call.arguments.job()
        let change = try ParameterChange(
            jobParameters: call.arguments["job_parameters"],
            componentParameters: call.arguments["component_parameters"])
        guard !change.isEmpty else {
            throw Refusal.argument(
                "required argument are missing: give job_parameters or component_parameters; ")
        }
        let changed: JobService.ChangedParameters
        do {
            changed = try await call.site.jobs.change(
                job, change, over: call.site.federation, call.context)
        } catch JobRejection.unknownJob {
            throw try await refusal(for: job, call)
        }
        try await call.site.settle()
        try JobFiles(directory: "\(call.site.directories.jobs)/\(job)").write(conf: changed.conf)
        return .success([
            "job_parameters": changed.job, "component_parameters": changed.components,
            "components": .array(changed.names.map { .string($0) }),
        ])
    }

    /// FATE has no call with which another party could ask for it.
    private static func refusal(for job: JobID, _ call: Call) async throws -> Refusal {
        guard let seat = try? await JobSeat(of: job, call) else {
            return Refusal(.data, "failed to query job by {'job_id': '\(job)'}")
        }
        return Refusal(
            .operating, "job \(job) is \(seat.initiator)'s; change its parameters at that site")
    }
}
