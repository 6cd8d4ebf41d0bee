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
        let parties = try await parties(call)
        guard let job = JobID(try call.arguments.requiredText("job_id")), !parties.isEmpty else {
            throw Refusal.argument("find job failed")
        }
        try await call.site.jobs.note(notes, of: job, at: parties, call.context)
        try await call.site.settle()
        return .success()
    }

    /// The parties of the job that live here and that the request is about.
    private static func parties(_ call: Call) async throws -> [Party] {
        let arguments = call.arguments
        if arguments["role"] != nil || arguments["party_id"] != nil {
            try arguments.require("role", "party_id")
        }
        let named = try arguments.party()
        try await call.site.settle()
        let id = JSONValue.string(try arguments.requiredText("job_id"))
        let filter = try RowFilter(["job_id": id], of: ViewTables.job)
        return try await call.site.views.rows(where: filter).compactMap { row in
            Party("\(row["f_role"]?.string ?? ""):\(row["f_party_id"]?.string ?? "")")
        }.filter { $0 == named ?? $0 }
    }
}
