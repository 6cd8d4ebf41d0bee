import Domain
import Projections
import Scheduler

/// `job/why`: what a job, and everything in it that waits, waits for. Ours, not FATE's.
enum JobWhy {
    static func answer(_ call: Call) async throws -> Reply {
        let job = try call.arguments.job()
        if call.moment == nil { try await call.site.settle() }
        guard let reasons = try await call.site.views.waiting(of: job) else {
            throw JobRejection.unknownJob
        }
        return .success(.object(reasons))
    }
}
