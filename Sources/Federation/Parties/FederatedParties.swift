import Domain
public import Journal
public import Scheduler
import Wire

/// The parties of jobs wherever they live: those of this site are asked directly, those of other
/// sites over the network. Which is which is read off the log with every call.
public struct FederatedParties: Sendable {
    let journal: Journal
    let local: PartyService
    let initiator: InitiatorService
    let caller: PartyCaller
    let clock: any WallClock

    /// Makes the parties of a site.
    public init(
        journal: Journal, local: PartyService, initiator: InitiatorService, caller: PartyCaller,
        clock: any WallClock
    ) {
        self.journal = journal
        self.local = local
        self.initiator = initiator
        self.caller = caller
        self.clock = clock
    }

    /// The address of a party's site; `nil` when it lives here.
    ///
    /// - Throws: `PartyCallError.Code.noRoute`.
    func address(of party: Party) async throws -> String? {
        switch try await journal.routing().route(to: party) {
        case .here?: return nil
        case .site(let address)?: return address
        case nil: throw PartyCallError.noRoute(party)
        }
    }

    /// Who coordinates a job, as this site's own log says.
    func coordinator(of job: JobID) async throws -> Party {
        let state = try await journal.state(of: JobDecider.self, .job(job))
        guard let submission = state.submission else { throw JobRejection.unknownJob }
        return submission.initiator
    }

    /// Asks another site about one party's part of a job.
    func ask(
        _ job: JobID, _ party: Party, _ end: String, _ body: JSONObject = [:], key: String = "",
        showsLog: Bool = false, at address: String
    ) async throws -> PartyAnswer {
        let call = OutgoingCall(
            path: "\(PartyCalls.Subject.job(job, party).path)/\(end)",
            from: try await coordinator(of: job), to: party, key: key, showsLog: showsLog)
        return try await caller.call(call, body, at: address)
    }

    /// Asks another site about one party's part of a task.
    func ask(
        _ task: TaskID, _ party: Party, _ end: String, _ body: JSONObject = [:],
        at address: String
    ) async throws -> PartyAnswer {
        let call = OutgoingCall(
            path: "\(PartyCalls.Subject.task(task, party).path)/\(end)",
            from: try await coordinator(of: task.job), to: party)
        return try await caller.call(call, body, at: address)
    }
}
