import Domain
import Projections
import Scheduler

/// `job/show`: what a live display of a job needs, in one answer. Ours, not FATE's.
enum JobShow {
    static func answer(_ call: Call) async throws -> Reply {
        let job = try call.arguments.job()
        // A display asks because an event woke it: the rows must not be older than that event.
        if call.moment == nil { try await call.site.settle() }
        let views = call.site.views
        let origin = try await views.origin(
            of: job, wanted: call.arguments["origin_site"]?.string)
        guard let view = try await views.overview(of: job, from: origin) else {
            throw JobRejection.unknownJob
        }
        return .success(.object(view))
    }
}
