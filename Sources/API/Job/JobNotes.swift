import Domain
import Projections
import Scheduler

/// `job/update`: what people want to remember of a job (FATE-Flow `apps/job_app.py`, `update_job`).
///
/// The notes of a party stay at its site. FATE-Flow wants `role` and `party_id`; without both, all
/// parties of the job that live here get them.
enum JobNotes {
    static func answer(_ call: Call) async throws -> Reply {
        try call.arguments.require("job_id", "notes")
        guard let notes = call.arguments["notes"]?.string else {
            throw Refusal.argument("notes must be text")
        }
        guard let job = JobID(try call.arguments.requiredText("job_id")) else {
            throw Refusal.argument("find job failed")
        }
        let parties = try await parties(of: job, call)
        if parties.isEmpty { throw Refusal.argument("find job failed") }
        try await call.site.jobs.note(notes, of: job, at: parties, call.context)
        try await call.site.settle()
        return .success()
    }

    /// The parties of the job that live here and that the request is about.
    private static func parties(of job: JobID, _ call: Call) async throws -> [Party] {
        let arguments = call.arguments
        if arguments["role"] != nil || arguments["party_id"] != nil {
            try arguments.require("role", "party_id")
        }
        let named = try arguments.party()
        try await call.site.settle()
        return try await call.site.views.parties(of: job).filter { $0 == named ?? $0 }
    }
}
