import Domain
import EventStore
import Journal
import TestKit
import Testing

@testable import Scheduler

/// Which parties are shown as waiting for a coordinator that does not answer.
@Suite struct LostCoordinatorsTests {
    private func wait(_ version: StreamVersion) -> LostCoordinators.Wait {
        LostCoordinators.Wait(
            holder: ResourceHolder(job: Samples.job, party: Samples.host),
            initiator: Samples.guest, held: .zero, since: Timestamp(millisecondsSinceEpoch: 1),
            reason: "away", version: version)
    }

    @Test func whatHappensToThePartIsNews() async throws {
        let site = try await SimulatedSite()
        let stream = StreamIdentity.party(Samples.job, Samples.host)
        try await site.journal.execute(
            .create(Samples.creation(["a"])), by: PartyDecider.self, on: stream, site.context)
        let asked = try await site.journal.snapshot(of: PartyDecider.self, stream).version
        await site.coordinators.note(wait(asked))
        #expect(try await site.coordinators.lasting(in: site.journal) == [wait(asked)])
        try await site.journal.execute(
            .end(.failed, reason: "why", round: 0), by: PartyDecider.self, on: stream,
            site.context)
        #expect(try await site.coordinators.lasting(in: site.journal).isEmpty)
        await site.coordinators.forget(wait(asked).holder)
        #expect(await site.coordinators.all.isEmpty)
    }
}
