import Domain
import TestKit
import Testing

@Suite struct LeaseTests {
    let holder = LeaseHolder(owner: "bank-1", processID: 7, address: "http://127.0.0.1:9380")
    let other = LeaseHolder(owner: "bank-1", processID: 8, address: "http://127.0.0.1:9381")

    @Test func theNextLeaderHasTheNextEpoch() {
        Scenario<SiteDecider>.given().when(.lead(holder))
            .then(.leaseTaken(Lease(epoch: 1, holder: holder)))
        Scenario<SiteDecider>.given(.leaseTaken(Lease(epoch: 1, holder: holder)))
            .when(.lead(other)).then(.leaseTaken(Lease(epoch: 2, holder: other)))
        // The same process on its way back is another lead, too.
        Scenario<SiteDecider>.given(.leaseTaken(Lease(epoch: 2, holder: other)))
            .when(.lead(other)).then(.leaseTaken(Lease(epoch: 3, holder: other)))
    }

    @Test func aLeaseIsReleasedOnceAndByItsEpochAlone() {
        let first = SiteEvent.leaseTaken(Lease(epoch: 1, holder: holder))
        let second = SiteEvent.leaseTaken(Lease(epoch: 2, holder: other))
        Scenario<SiteDecider>.given(first).when(.resign(epoch: 1)).then(.leaseReleased(epoch: 1))
        Scenario<SiteDecider>.given(first, .leaseReleased(epoch: 1)).when(.resign(epoch: 1)).then()
        Scenario<SiteDecider>.given(first, second).when(.resign(epoch: 1)).then()
        Scenario<SiteDecider>.given().when(.resign(epoch: 1)).then()
    }

    @Test func theStateKnowsWhoLeads() {
        let taken = SiteEvent.leaseTaken(Lease(epoch: 1, holder: holder))
        #expect(SiteDecider.replay([taken]).lease?.isReleased == false)
        let released = SiteDecider.replay([taken, .leaseReleased(epoch: 1)])
        #expect(released.lease?.isReleased == true)
        let next = SiteEvent.leaseTaken(Lease(epoch: 2, holder: other))
        // A release that comes late is none of the next one's.
        let late = SiteDecider.replay([taken, next, .leaseReleased(epoch: 1)])
        #expect(late.lease == Lease(epoch: 2, holder: other))
    }
}
