import Domain
import TestKit
import Testing

@Suite struct RoutingTests {
    let host = RouteKey.party(PartyID(10000))
    let address = PartyRoute.site("http://10.0.0.7:9380")

    @Test func aRouteIsSaidOnceAndForgottenOnce() {
        Scenario<SiteDecider>.given().when(.route(host, address))
            .then(.partyRouted(host, address))
        Scenario<SiteDecider>.given(.partyRouted(host, address)).when(.route(host, address)).then()
        Scenario<SiteDecider>.given(.partyRouted(host, address)).when(.route(host, .here))
            .then(.partyRouted(host, .here))
        Scenario<SiteDecider>.given(.partyRouted(host, address)).when(.unroute(host))
            .then(.partyUnrouted(host))
        Scenario<SiteDecider>.given().when(.unroute(.others)).thenRejected(.noRoute(.others))
    }

    @Test(arguments: [
        "10.0.0.7:9380", "ftp://10.0.0.7", "http://", "http://host/path", "http://host:0",
        "http://host:70000", "http://host:", "http://me@host", "http://a b",
    ])
    func whatIsNoAddressIsRefused(_ text: String) throws {
        let error = #expect(throws: SiteRejection.self) {
            try SiteDecider.decide(.route(host, .site(text)), SiteDecider.initialState)
        }
        #expect("\(try #require(error))".hasPrefix("\(text) is not the address of a site"))
    }

    @Test(arguments: ["http://host", "https://host:443", "http://[::1]:9380", "http://10.0.0.7:1"])
    func addressesOfSitesAreTaken(_ text: String) {
        Scenario<SiteDecider>.given().when(.route(.others, .site(text)))
            .then(.partyRouted(.others, .site(text)))
    }

    @Test func withoutRoutesEveryPartyLivesHere() {
        let table = RoutingTable()
        #expect(!table.isMultiple)
        #expect(table.isHere(Samples.guest) && table.isHere(Samples.host))
    }

    @Test func withRoutesAPartyNeedsOneOrTheDefault() {
        var table = RoutingTable([.party(PartyID(9999)): .here, host: address])
        #expect(table.isMultiple)
        #expect(table.route(to: Samples.guest) == .here)
        #expect(table.route(to: Samples.arbiter) == address)
        #expect(table.route(to: Party(.host, PartyID(7))) == nil)
        table = RoutingTable([host: .here, .others: address])
        #expect(table.route(to: Party(.host, PartyID(7))) == address)
        #expect(table.isHere(Samples.host))
    }

    @Test func localJobsStayAtHome() {
        let table = RoutingTable([.others: address])
        #expect(table.isHere(Party(.local, PartyID(0))))
    }

    @Test func theIDOfAnOrganisationIsAboveZero() {
        Scenario<SiteDecider>.given().when(.route(.party(PartyID(0)), .here))
            .thenRejected(.badParty(PartyID(0)))
    }
}
