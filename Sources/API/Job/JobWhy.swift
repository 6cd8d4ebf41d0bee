import Domain
import EventStore
import Journal
import Projections
import Scheduler

/// `job/why`: what a job, and everything in it that waits, waits for. Ours, not FATE's.
enum JobWhy {
    static func answer(_ call: Call) async throws -> Reply {
        let job = try call.arguments.job()
        if call.moment == nil { try await call.site.settle() }
        guard var answer = try await call.site.views.waiting(of: job) else {
            return .success(.object(try await PartyWhy(job, call).json))
        }
        let waits = TaskWaits(try moments(of: job, call))
        answer["tasks"] = .array(waits.tasks.compactMap { told($0, waits, answer) })
        return .success(.object(answer))
    }

    /// A component and its reasons; `nil` for one that does not wait.
    private static func told(
        _ task: JobState.FederatedTask, _ waits: TaskWaits, _ answer: JSONObject
    ) -> JSONValue? {
        let silences = silences(task, waits.job, answer)
        let silent = silences.map { $0.object?["party"]?.string }
        // That a party was asked says nothing beside why it does not answer.
        let own = waits.reasons(task).filter { wait in
            wait.code != .starting || !silent.contains(wait.party?.description)
        }
        let reasons = own.map(\.json) + silences
        guard !reasons.isEmpty else { return nil }
        return ["component": .string(task.plan.name.text), "reasons": .array(reasons)]
    }

    private static func moments(of job: JobID, _ call: Call) throws -> JobMoments {
        var moments = JobMoments()
        for entry in try call.site.journal.entries(of: .job(job)) {
            if let end = call.moment?.position, entry.position > end { break }
            if case .job(_, let event) = entry.event { moments.apply(event, at: entry.recordedAt) }
        }
        return moments
    }

    /// Of a component that was started, the reasons of those parties that do not answer.
    private static func silences(
        _ task: JobState.FederatedTask, _ job: JobState, _ answer: JSONObject
    ) -> [JSONValue] {
        guard task.isAtWork else { return [] }
        let awaited = job.silentParties.filter { task.parties[$0]?.isEnd == false }
            .map { JSONValue.string($0.description) }
        return (answer["reasons"]?.array ?? []).filter { reason in
            reason.object?["code"]?.string == WaitReason.Code.unreachable.rawValue
                && awaited.contains(reason.object?["party"] ?? .null)
        }
    }
}
