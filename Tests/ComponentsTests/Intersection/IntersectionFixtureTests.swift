import Components
import Domain
import Storage
import Testing

/// The demo tables that come with the project.
@Suite struct IntersectionDemoTests {
    @Test func bankAndTelecomShare1700People() async throws {
        let bench = try Bench()
        let guest = try bench.fixture("credit_guest.csv", in: Fixtures.demoFolder)
        let host = try bench.fixture("credit_host.csv", in: Fixtures.demoFolder)
        #expect(guest.count == 2000 && host.count == 1960)
        let results = try await bench.run(
            "Intersection",
            [(Party.guest, guest), (.host, host)].map { party, input in
                .init(party: party, input: input, parameters: ["intersect_method": "ecdh"])
            })
        #expect(results.values.allSatisfy { $0.result.tables[0].count == 1700 })
    }
}

/// The figures that FATE has for its example tables.
@Suite(.enabled(if: Fixtures.arePresent, Comment(rawValue: Fixtures.absence)))
struct IntersectionFixtureTests {
    let bench: Bench

    init() throws { bench = try Bench() }

    private func intersect(
        _ method: JSONValue, guest: TableContent, host: TableContent
    ) async throws -> (guest: Instances, host: Instances) {
        let results = try await bench.run(
            "Intersection",
            [(Party.guest, guest), (.host, host)].map { party, input in
                .init(party: party, input: input, parameters: ["intersect_method": method])
            })
        #expect(results[.host]!.tracker.value("train", "intersection", "unmatched_count") == 0)
        return (
            try bench.tables.instances(results[.guest]!.result.tables[0]),
            try bench.tables.instances(results[.host]!.result.tables[0])
        )
    }

    @Test(arguments: ["ecdh", "rsa"] as [JSONValue])
    func allOfBreastIsCommon(method: JSONValue) async throws {
        let (guest, host) = try await intersect(
            method,
            guest: await bench.instances(
                bench.fixture("breast_hetero_guest.csv"), ["with_label": true]),
            host: await bench.instances(bench.fixture("breast_hetero_host.csv")))
        #expect(guest.count == 569)
        #expect(guest.ids == host.ids)
        #expect(guest.features.columns == 10 && host.features.columns == 20)
        #expect(guest.labels?.reduce(0, +) == 357)
    }

    @Test(arguments: ["ecdh", "rsa"] as [JSONValue])
    func repeatedMatchIDsOfBreastStayAligned(method: JSONValue) async throws {
        let (guest, host) = try await intersect(
            method,
            guest: await bench.instances(
                bench.fixture("breast_hetero_guest_sample_id.csv"),
                ["with_label": true, "with_match_id": true]),
            host: await bench.instances(
                bench.fixture("breast_hetero_host_sample_id.csv"), ["with_match_id": true]))
        #expect(guest.count == 1118)
        #expect(Set(guest.matchIDs ?? []).count == 299)
        #expect(guest.ids == host.ids)
        #expect(guest.matchIDs == host.matchIDs)
    }
}
