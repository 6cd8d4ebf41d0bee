import Domain
import Scheduler
import Wire

/// What the coordinator of a job asks one party about a task.
enum PartyTasks {
    static func start(_ own: PartyCall, _ call: Call) async throws -> Envelope {
        let task = try await task(own, call)
        guard let refusal = try await call.site.parties.startTask(task, at: own.party) else {
            return Envelope()
        }
        return Envelope(.operating, refusal)
    }

    static func stop(_ own: PartyCall, _ call: Call) async throws -> Envelope {
        let task = try await task(own, call)
        let text = call.path["status"] ?? ""
        guard let status = TaskStatus(rawValue: text), status.isInterrupt else {
            throw Refusal.argument("a task is stopped as canceled, failed or timeout; not \(text)")
        }
        try await call.site.parties.stopTask(
            task, at: own.party, as: status,
            reason: call.arguments.text("reason") ?? "stopped by the initiator")
        return Envelope()
    }

    /// How the task is, for a coordinator that has got no report.
    static func collect(_ own: PartyCall, _ call: Call) async throws -> Envelope {
        let task = try await task(own, call)
        let report = try await call.site.parties.collect(task, at: own.party)
        let waiting = TaskReport(
            component: task.component, version: task.version, party: own.party, status: .waiting,
            reason: "")
        return Envelope(data: .object((report ?? waiting).json(of: task)))
    }

    /// Calls that have nothing to do here, for a task that is known.
    static func known(_ own: PartyCall, _ call: Call) async throws -> Envelope {
        _ = try await task(own, call)
        return Envelope()
    }

    static func task(_ own: PartyCall, _ call: Call) async throws -> TaskID {
        let state = try await own.checkInitiator(call)
        guard let task = own.task, state.plan(of: task.component) != nil else {
            throw Refusal(.data, "\(own.party) has no such task in job \(own.job)")
        }
        return task
    }
}
