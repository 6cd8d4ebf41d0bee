import Domain
import Projections
import Scheduler
import Wire

/// `job/clean/queue`: cancels every job that waits in the queue of this site. The answer names them,
/// each with FATE's code for success.
enum JobCleanQueue {
    static func answer(_ call: Call) async throws -> Reply {
        try await call.site.settle()
        var answers = JSONObject()
        for job in try await call.site.views.waitingJobs() {
            let isCanceled = try await call.site.jobs.cancelQueued(
                job, reason: "the queue was cleaned by a client", call.context)
            if isCanceled { answers[job.text] = .integer(Int64(ReturnCode.success.rawValue)) }
        }
        try await call.site.settle()
        return .success(.object(answers))
    }
}
