import Domain
import HTTPTypes
import Hummingbird
import Scheduler
import Wire

/// A call of a worker: whose it is, once its token was checked.
struct WorkerCall: Sendable {
    let task: TaskID
    let party: Party

    /// Reads the path and checks the token.
    /// - Throws: `WorkerRefusal`; `Refusal` for a path that can name no task.
    init(authorizing call: Call) async throws {
        guard let job = call.path["job"].flatMap(JobID.init),
            let component = call.path["component"].flatMap(ComponentName.init),
            let version = call.path["version"].flatMap({ Int($0) }),
            let party = Self.party(call.path["role"], call.path["party"])
        else { throw Refusal.notFound }
        task = TaskID(job: job, component: component, version: version)
        self.party = party
        let token = call.request.headers[.authorization].flatMap(WorkerCalls.token(in:))
        try await call.site.workers.authorize(task, party, token: token ?? "")
    }

    static func party(_ role: String?, _ id: String?) -> Party? {
        guard let role, let id else { return nil }
        return Party("\(role):\(id)")
    }
}
