import Domain
import Journal
import Projections
import Scheduler

/// `job/why`: what a job, and everything in it that waits, waits for. Ours, not FATE's.
enum JobWhy {
    static func answer(_ call: Call) async throws -> Reply {
        let job = try call.arguments.job()
        if call.moment == nil { try await call.site.settle() }
        guard var reasons = try await call.site.views.waiting(of: job) else {
            return .success(.object(try await PartyWhy(job, call).json))
        }
        let state = try await state(of: job, call)
        let known = (reasons["tasks"]?.array ?? []).map { halted($0, state) }
        reasons["tasks"] = .array(known + unheard(state, reasons))
        return .success(.object(reasons))
    }

    private static func state(of job: JobID, _ call: Call) async throws -> JobState {
        let (stream, journal) = (StreamIdentity.job(job), call.site.journal)
        return if let moment = call.moment {
            try journal.state(of: JobDecider.self, stream, upTo: moment.position)
        } else {
            try await journal.state(of: JobDecider.self, stream)
        }
    }

    /// What a component waits for in vain once nothing new starts in its job.
    private static let vain: Set<String> = ["upstream", "parallelism", "starting", "retry"]

    /// A component's reasons, where the job is being stopped or something of it has failed: what
    /// has not begun does not begin any more.
    private static func halted(_ task: JSONValue, _ state: JobState) -> JSONValue {
        let failed = state.tasksFailedForGood
        guard state.status == .running, state.stopStatus != nil || !failed.isEmpty,
            var members = task.object,
            let code = members["reasons"]?.array?.first?.object?["code"]?.string,
            vain.contains(code)
        else { return task }
        let what =
            state.stopStatus.map { "the job is being stopped as \($0.rawValue)" }
            ?? failed.map { "\($0.plan.name) ended as \($0.status.rawValue)" }
            .joined(separator: ", ")
        members["reasons"] = [
            [
                "code": state.stopStatus == nil ? "job_failing" : "job_stopping",
                "components": .array(failed.map { .string($0.plan.name.text) }),
                "text": .string("\(what); nothing new starts"),
                "change": "nothing in this run; a rerun when the job has ended",
            ]
        ]
        return .object(members)
    }

    /// The components that run at parties which do not answer, each with the reasons of those parties.
    private static func unheard(_ state: JobState, _ reasons: JSONObject) -> [JSONValue] {
        let silent = Set(state.silentParties)
        guard !silent.isEmpty else { return [] }
        return state.orderedTasks.filter(\.isAtWork).compactMap { task in
            let awaited = task.parties.filter { silent.contains($0.key) && !$0.value.isEnd }
                .map { JSONValue.string($0.key.description) }
            let own = (reasons["reasons"]?.array ?? []).filter { reason in
                reason.object?["code"]?.string == WaitReason.Code.unreachable.rawValue
                    && awaited.contains(reason.object?["party"] ?? .null)
            }
            guard !own.isEmpty else { return nil }
            return ["component": .string(task.plan.name.text), "reasons": .array(own)]
        }
    }
}
