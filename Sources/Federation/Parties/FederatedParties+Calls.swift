public import Domain
public import Scheduler
import Wire

extension FederatedParties: PartyClient {
    public func create(
        _ submission: JobSubmission, at party: Party
    ) async throws -> CreationAnswer {
        guard let address = try await address(of: party) else {
            return try await local.create(submission, at: party)
        }
        let answer = try await ask(
            submission.job, party, PartyCalls.create, try PartyBodies.creation(submission),
            showsLog: true, at: address)
        // FATE 1.x answers 100 to all that it did not foresee, such as a module it does not have.
        if answer.isRefusal || answer.code == ReturnCode.exception.rawValue {
            return .refused(reason: answer.message)
        }
        try answer.check(party)
        let taken = PartyBodies.inherited(in: answer.data)
        if let missing = submission.inherited(by: party).first(where: { !taken.contains($0) }) {
            // It has created its part, and is told of the end of the job by this.
            return .unanswered(
                reason:
                    "its site does not take over \(missing) from an earlier job, as none of FATE "
                    + "1.x does; leave inheritance_info out of the conf")
        }
        return .created(PartyBodies.need(in: answer.data))
    }

    public func reserve(
        _ job: JobID, at party: Party, attempt: Int
    ) async throws -> ReservationAnswer {
        guard let address = try await address(of: party) else {
            return try await local.reserve(job, at: party, attempt: attempt)
        }
        let answer = try await ask(
            job, party, PartyCalls.reserve, ["attempt": .integer(Int64(attempt))],
            key: "\(attempt)", at: address)
        if answer.isRefusal {
            if let ended = answer.ended { return .ended(ended) }
            let reasons = try WaitReason.refusal(in: answer.data, of: party)
            let words = "\(party): \(answer.message)"
            let unsaid = WaitReason(code: .refused, party: party, text: words)
            return .refused(reasons.isEmpty ? [unsaid] : reasons)
        }
        try answer.check(party)
        return .reserved
    }

    public func release(_ job: JobID, at party: Party, attempt: Int) async throws {
        guard let address = try await address(of: party) else {
            return try await local.release(job, at: party, attempt: attempt)
        }
        try await ask(
            job, party, PartyCalls.release, ["attempt": .integer(Int64(attempt))],
            key: "\(attempt)", at: address
        ).check(party)
    }

    public func start(_ job: JobID, at party: Party, round: Int) async throws -> JobStatus? {
        guard let address = try await address(of: party) else {
            return try await local.start(job, at: party, round: round)
        }
        let answer = try await ask(
            job, party, PartyCalls.start, ["round": .integer(Int64(round))], key: key(round),
            at: address)
        if let ended = answer.ended { return ended }
        try answer.check(party)
        return nil
    }

    public func startTask(_ task: TaskID, at party: Party) async throws -> String? {
        guard let address = try await address(of: party) else {
            return try await local.startTask(task, at: party)
        }
        let answer = try await ask(task, party, PartyCalls.start, at: address)
        if answer.isRefusal { return answer.message }
        try answer.check(party)
        return nil
    }

    public func stopTask(
        _ task: TaskID, at party: Party, as status: TaskStatus, reason: String
    ) async throws {
        guard let address = try await address(of: party) else {
            return try await local.stopTask(task, at: party, as: status, reason: reason)
        }
        try await ask(
            task, party, "\(PartyCalls.stop)/\(status.rawValue)",
            ["is_asynchronous": true, "reason": .string(reason)], at: address
        ).check(party)
    }

    public func collect(_ task: TaskID, at party: Party) async throws -> TaskReport? {
        guard let address = try await address(of: party) else {
            return try await local.collect(task, at: party)
        }
        let answer = try await ask(task, party, PartyCalls.collect, at: address)
        try answer.check(party)
        guard let data = answer.data?.object else { return nil }
        let report = try TaskReport(data, of: task, party)
        return report.status == .waiting ? nil : report
    }

    public func isHere(_ party: Party) async throws -> Bool {
        try await journal.routing().isHere(party)
    }

    public func end(
        _ job: JobID, at party: Party, round: Int, as status: JobStatus, reason: String
    ) async throws {
        guard let address = try await address(of: party) else {
            return try await local.end(job, at: party, round: round, as: status, reason: reason)
        }
        try await ask(
            job, party, "\(PartyCalls.status)/\(status.rawValue)",
            [
                "job_id": .string(job.text), "status": .string(status.rawValue),
                "reason": .string(reason), "round": .integer(Int64(round)),
            ],
            key: key(round), showsLog: true, at: address
        ).check(party)
    }

    /// What tells the calls of a round from those of the rounds before it.
    private func key(_ round: Int) -> String { round == 0 ? "" : "round \(round)" }
}

extension FederatedParties: InitiatorClient {
    public func report(
        _ report: TaskReport, of job: JobID, to initiator: Party
    ) async throws {
        guard let address = try await address(of: initiator) else {
            return try await here(initiator, job) {
                try await self.initiator.report(report, of: job, to: initiator)
            }
        }
        let task = TaskID(job: job, component: report.component, version: report.version)
        let subject = PartyCalls.Subject.initiatorOfTask(task, report.party)
        let call = OutgoingCall(
            path: "\(subject.path)/\(PartyCalls.report)", from: report.party, to: initiator,
            key: report.status.rawValue, showsLog: true)
        try await caller.call(call, report.json(of: task), at: address).check(initiator)
    }

    public func stop(
        _ job: JobID, as status: JobStatus, reason: String, of party: Party, at initiator: Party
    ) async throws {
        guard let address = try await address(of: initiator) else {
            return try await here(initiator, job) {
                try await self.initiator.stop(
                    job, as: status, reason: reason, of: party, at: initiator)
            }
        }
        let path = PartyCalls.Subject.initiatorOfJob(job, party).path
        let call = OutgoingCall(
            path: "\(path)/\(PartyCalls.stop)/\(status.rawValue)", from: party, to: initiator)
        try await caller.call(call, ["reason": .string(reason)], at: address).check(initiator)
    }
}

extension JobSubmission {
    /// The components that a party is to take over from an earlier job.
    fileprivate func inherited(by party: Party) -> [String] {
        (inheritance?.components ?? []).map(\.component).filter { name in
            components.contains { $0.name == name && $0.parties.contains(party) }
        }.map(\.text)
    }
}
