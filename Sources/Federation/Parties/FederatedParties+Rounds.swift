public import Domain
import Scheduler
import Wire

/// The calls about jobs that run again (FATE-Flow `scheduler/federated_scheduler.py`).
extension FederatedParties {
    public func reopen(
        _ request: PartyReopening, at party: Party
    ) async throws -> CreationAnswer {
        guard let address = try await address(of: party) else {
            return try await local.reopen(request, at: party)
        }
        do {
            if request.revision > 0 {
                try await revise(
                    request.job, at: party, revision: request.revision, conf: request.conf)
            }
            for task in request.tasks where task.version > 0 {
                let id = TaskID(
                    job: request.job, component: task.component, version: task.version)
                try await createTask(id, at: party, autoRetries: request.autoRetries)
            }
        } catch let refusal as PartyRefusal {
            return .refused(reason: "\(refusal)")
        }
        let answer = try await ask(
            request.job, party, "\(PartyCalls.status)/\(JobStatus.waiting.rawValue)",
            [
                "job_id": .string(request.job.text),
                "status": .string(JobStatus.waiting.rawValue),
                "round": .integer(Int64(request.round)),
            ], key: "round \(request.round)", showsLog: true, at: address)
        if answer.isRefusal { return .refused(reason: "\(party): \(answer.message)") }
        try answer.check(party)
        return .created(PartyBodies.need(in: answer.data))
    }

    public func createTask(_ task: TaskID, at party: Party, autoRetries: Int) async throws {
        guard let address = try await address(of: party) else {
            return try await local.createTask(task, at: party, autoRetries: autoRetries)
        }
        let body = PartyBodies.task(
            task, party, initiator: try await coordinator(of: task.job), autoRetries: autoRetries)
        try await ask(task, party, PartyCalls.create, body, at: address).check(party)
    }

    public func lostOutputs(of job: JobID, at party: Party) async throws -> [ComponentName] {
        guard let address = try await address(of: party) else {
            return try await local.lostOutputs(of: job, at: party)
        }
        let answer = try await ask(job, party, PartyCalls.rerunCheck, at: address)
        try answer.check(party)
        return (answer.data?.array ?? []).compactMap { $0.string.flatMap { ComponentName($0) } }
    }

    public func revise(
        _ job: JobID, at party: Party, revision: Int, conf: String
    ) async throws {
        guard let address = try await address(of: party) else {
            return try await local.revise(job, at: party, revision: revision, conf: conf)
        }
        let body = PartyBodies.parameters(of: try JSONValue(parsing: conf), revision: revision)
        try await ask(
            job, party, PartyCalls.parameters, body, key: "\(revision)", at: address
        ).check(party)
    }

    /// Asks the site that coordinates a job, at another site, to run it again.
    public func rerun(
        _ job: JobID, from components: [String]?, force: Bool, of party: Party,
        at initiator: Party
    ) async throws {
        guard let address = try await address(of: initiator) else {
            throw JobRejection.unknownJob
        }
        let path = PartyCalls.Subject.initiatorOfJob(job, party).path
        let call = OutgoingCall(
            path: "\(path)/\(PartyCalls.rerun)", from: party, to: initiator)
        var body: JSONObject = ["job_id": .string(job.text), "force": .bool(force)]
        if let components { body["component_name"] = .array(components.map { .string($0) }) }
        try await caller.call(call, body, at: address).check(initiator)
    }
}
