public import Domain
import Scheduler
public import Wire

extension FederatedParties {
    /// Asks another site to throw away what an ended job has left at a party there
    /// (FATE-Flow's call `clean`, which does nothing without our members).
    ///
    /// - Returns: what the party says is gone; `nil` when its site took the call and did nothing, as
    ///   one of FATE 1.x does.
    /// - Throws: `PartyRefusal`, `PartyCallError`.
    public func clean(
        _ job: JobID, at party: Party, _ components: [ComponentName]?
    ) async throws -> CleaningReport? {
        guard let address = try await address(of: party) else {
            preconditionFailure("A party that lives here is cleaned without a call")
        }
        let answer = try await ask(
            job, party, PartyCalls.clean, PartyBodies.cleaning(components), at: address)
        try answer.check(party)
        guard let data = answer.data, data.object?["tables"] != nil else { return nil }
        return try CleaningReport(data)
    }
}
