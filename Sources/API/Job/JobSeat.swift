import Domain
import Projections
import Scheduler

/// A party of a job that lives here, and the party whose site coordinates the job.
struct JobSeat {
    let party: Party
    let initiator: Party

    /// - Throws: `JobRejection.unknownJob` when no party of the job lives here.
    init(of job: JobID, _ call: Call) async throws {
        try await call.site.settle()
        guard let initiator = try await call.site.views.initiator(of: job),
            let row = try await call.site.views.job(job),
            let party = Party(
                "\(row["f_role"]?.string ?? ""):\(row["f_party_id"]?.string ?? "")")
        else { throw JobRejection.unknownJob }
        self.party = party
        self.initiator = initiator
    }
}
