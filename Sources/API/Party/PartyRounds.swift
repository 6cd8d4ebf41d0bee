import Domain
import Journal
import Scheduler
import Wire

/// What the coordinator of a job that runs again asks one party.
enum PartyRounds {
    /// The party takes part in another round. FATE 1.x does not count them.
    static func reopen(
        _ own: PartyCall, _ state: PartyState, _ call: Call
    ) async throws -> Envelope {
        let next = state.status.isEnd ? state.round + 1 : state.round
        let request = PartyReopening(
            job: own.job, round: try call.arguments.integer("round") ?? next,
            revision: state.revision, conf: "", tasks: [], autoRetries: 0)
        switch try await call.site.parties.reopen(request, at: own.party) {
        case .created(let need): return Envelope(data: PartyBodies.reopened(need))
        case .refused(let reason), .unanswered(let reason): return Envelope(.operating, reason)
        }
    }

    /// Another version of a task.
    static func createTask(_ own: PartyCall, _ call: Call) async throws -> Envelope {
        let task = try await PartyTasks.task(own, call)
        do {
            try await call.site.parties.createTask(
                task, at: own.party,
                autoRetries: try call.arguments.integer("auto_retries") ?? 0)
        } catch let rejection as PartyRejection {
            guard case .stillAtWork = rejection else { throw rejection }
            return Envelope(.running, "\(rejection)")
        }
        return Envelope()
    }

    /// The components that have succeeded and whose tables are gone.
    static func lostOutputs(_ own: PartyCall, _ call: Call) async throws -> Envelope {
        try await own.checkInitiator(call)
        let lost = try await call.site.parties.lostOutputs(of: own.job, at: own.party)
        return Envelope(data: .array(lost.map { .string($0.text) }))
    }

    /// Other parameters for the next round.
    static func revise(_ own: PartyCall, _ call: Call) async throws -> Envelope {
        let state = try await own.checkInitiator(call)
        let arguments = call.arguments
        guard let old = state.creation, var conf = try JSONValue(parsing: old.conf).object else {
            throw Refusal(.data, "\(own.party) has no part of job \(own.job)")
        }
        for name in ["job_parameters", "component_parameters"] {
            if let part = arguments[name] { conf[name] = part }
        }
        try await call.site.parties.revise(
            own.job, at: own.party,
            revision: try arguments.integer("revision") ?? state.revision + 1,
            conf: JSONValue.object(conf).text())
        return Envelope()
    }
}
