import Domain
import EventStore
import Federation
import Journal
import Logging
import Scheduler
import TestKit

extension Logger {
    /// A logger that says nothing.
    static let silent = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
}

/// The network of a site that is alone.
struct NoNetwork: PartyTransport {
    struct Absent: Error {}

    func post(_ request: PartyRequest, to address: String) async throws -> PartyResponse {
        throw Absent()
    }
}

extension FederatedParties {
    /// The parties of a simulated site; calls have two seconds.
    static func simulated(
        _ journal: Journal, _ parties: PartyService, _ initiator: InitiatorService,
        _ clock: VirtualClock, _ key: SiteKey, _ transport: any PartyTransport
    ) -> FederatedParties {
        let site = journal.log.site
        let peers = PeerService(journal: journal, key: key, clock: clock, logger: .silent)
        var limits = PartyCallLimits()
        limits.callMilliseconds = 2_000
        limits.messageMilliseconds = 2_000
        let caller = PartyCaller(
            site: site, transport: transport, clock: clock,
            checkpoints: CheckpointExchange(peers: peers, site: site, logger: .silent),
            limits: limits)
        return FederatedParties(
            journal: journal, local: parties, initiator: initiator, caller: caller, clock: clock)
    }
}
