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
            return .success(.object(try await part(of: job, call)))
        }
        let known = reasons["tasks"]?.array ?? []
        reasons["tasks"] = .array(try await known + unheard(of: job, reasons, call))
        return .success(.object(reasons))
    }

    /// What parties of this site wait for whose coordinator, at another site, does not answer.
    private static func part(of job: JobID, _ call: Call) async throws -> JSONObject {
        let waits = try await call.site.coordinators.lasting(in: call.site.journal)
            .filter { $0.holder.job == job }
        guard call.moment == nil, let holder = waits.first?.holder else {
            throw JobRejection.unknownJob
        }
        let state = try await call.site.journal.state(
            of: PartyDecider.self, .party(job, holder.party))
        return [
            "job_id": .string(job.text), "status": .string(state.status.rawValue), "reason": "",
            "queue": .null, "reasons": .array(waits.map { .object($0.waitReason) }),
            "tasks": [],
        ]
    }

    /// The components that run at parties which do not answer, each with the reasons of those parties.
    private static func unheard(
        of job: JobID, _ reasons: JSONObject, _ call: Call
    ) async throws -> [JSONValue] {
        let stream = StreamIdentity.job(job)
        let journal = call.site.journal
        let state =
            if let moment = call.moment {
                try journal.state(of: JobDecider.self, stream, upTo: moment.position)
            } else {
                try await journal.state(of: JobDecider.self, stream)
            }
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
