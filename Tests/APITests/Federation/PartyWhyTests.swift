import Domain
import EventStore
import HTTPTypes
import TestKit
import Testing
import Wire

@testable import API

/// What `job/why` says at the site of a party whose job another site coordinates.
@Suite(.serialized) struct PartyWhyTests {
    private let waiting = WhySitesTests()

    @Test func aPartysSiteSaysWhatItKnows() async throws {
        let sites = try await waiting.sites()
        try await sites.running {
            let first = try await waiting.submitHolder(sites)
            let before = sites.host.site.log.head
            let second = try await sites.submit(
                JobDocuments.dsl(["a": []]), waiting.conf(holds: false))
            let answer = try await waiting.why(second, sites.host)
            let reason = try #require(answer["reasons"]?.array?.first?.object)
            #expect(reason["code"] == "elsewhere" && reason["party"] == "host:10000")
            #expect(reason["wanted"] == 4 && reason["unit"] == "cores")
            let text = reason["text"]?.string ?? ""
            #expect(text.contains("guest:9999") && text.contains("holds nothing"), "\(text)")
            let task = answer["tasks"]?.array?.first?.object
            #expect(task?["component"] == "a")
            #expect(task?["reasons"]?.array?.first?.object?["code"] == "elsewhere")

            let running = try await waiting.why(first, sites.host)
            #expect(running["reasons"] == [])
            let then = try await sites.host.ask(
                .get, "/v1/job/why?job_id=\(second)&at=\(before.number)")
            #expect(then.code != 0, "\(then.message)")

            let late = sites.host.site.log.head
            try await waiting.stop(second, first, at: sites)
            let ended = try await waiting.why(second, sites.host)
            #expect(ended["reasons"] == [] && ended["tasks"] == [])
            let past = try await waiting.why(second, sites.host, at: late)
            #expect(past["reasons"]?.array?.first?.object?["code"] == "elsewhere")
        }
    }
}
