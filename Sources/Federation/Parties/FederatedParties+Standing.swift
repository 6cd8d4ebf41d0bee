public import Domain
import EventStore
import Journal
import Scheduler
import Wire

/// How jobs are, as their coordinators' sites say. That there is no such job gives cores away: it is
/// believed only where it can be true.
extension FederatedParties {
    /// Asks how a job is at its coordinator's site.
    ///
    /// - Throws: `PartyCallError`, also where nothing that is said of the job can be meant for it.
    public func standing(
        of job: JobID, for party: Party, at initiator: Party
    ) async throws -> JobStanding {
        guard let address = try await address(of: initiator) else {
            let standing = try await ownStanding(of: job, for: party, at: initiator)
            guard standing != .unknown else { throw PartyCallError.strayRoute(initiator, job) }
            return standing
        }
        let path = PartyCalls.Subject.initiatorOfJob(job, party).path
        let call = OutgoingCall(
            path: "\(path)/\(PartyCalls.query)", from: party, to: initiator)
        let answer = try await caller.call(
            call, PartyBodies.question(to: initiator), at: address)
        try answer.check(initiator)
        let standing = try JobStanding(answer.data ?? .null)
        if standing == .unknown {
            try checkCreator(answer.extras.site, of: job, at: party, address)
        }
        return standing
    }

    /// How a job is that this site coordinates, as its log says.
    public func ownStanding(
        of job: JobID, for party: Party, at initiator: Party
    ) async throws -> JobStanding {
        try await self.initiator.standing(of: job, for: party, at: initiator)
    }

    /// Tells the initiator of a job at this site something.
    ///
    /// - Throws: `PartyCallError` when the routes are wrong and the job is none of this site's.
    func here(
        _ initiator: Party, _ job: JobID, _ tell: () async throws -> Void
    ) async throws {
        do {
            try await tell()
        } catch JobRejection.unknownJob {
            throw PartyCallError.strayRoute(initiator, job)
        }
    }

    /// Checks that it was this site which had a party's part of a job created: the part names its
    /// cause, the message of that call, which is made of the name of the site.
    private func checkCreator(
        _ site: String?, of job: JobID, at party: Party, _ address: String
    ) throws {
        let path = "\(PartyCalls.Subject.job(job, party).path)/\(PartyCalls.create)"
        let creation = try StreamIdentity.party(job, party).streamName.flatMap {
            try journal.log.events(of: $0, after: .none, limit: 1).first
        }
        guard let site,
            creation?.envelope.causationID == PartyCaller.messageID(path, key: "", from: site)
        else {
            throw PartyCallError(
                .badAnswer,
                "\(address) has no such job, but it is the site \(site ?? "without a name"), which "
                    + "did not create the part of \(party); correct the route")
        }
    }
}
