import Domain
import HTTPTypes
import TestKit
import Testing

@testable import API

/// Which party lives where, over the API.
@Suite struct PartyRouteTests {
    @Test func routesAreAddedChangedListedAndRemoved() async throws {
        let api = try await TestAPI()
        try await api.simulated.running {
            _ = try await api.post("/v1/party/add", ["party_id": 9999, "here": true])
            for address in ["http://10.0.0.7:9380", "http://10.0.0.8:9380"] {
                let answer = try await api.post(
                    "/v1/party/add", ["party_id": "10000", "address": .string(address)])
                #expect(answer.code == 0, "\(answer.message)")
            }
            let added = try await api.post(
                "/v1/party/add", ["party_id": "default", "address": "https://proxy"])
            #expect(
                Self.routes(added) == [
                    "10000 http://10.0.0.8:9380", "9999 here", "default https://proxy",
                ])
            let removed = try await api.post("/v1/party/remove", ["party_id": 10000])
            #expect(Self.routes(removed) == ["9999 here", "default https://proxy"])
            let again = try await api.post("/v1/party/remove", ["party_id": 10000])
            #expect(again.code == 101)
            #expect(again.message == "there is no route to party 10000")
            let listed = try await api.ask(.get, "/v1/party/list")
            #expect(Self.routes(listed) == Self.routes(removed))
            #expect(try await api.simulated.liveRows() == api.simulated.rebuiltRows())
        }
    }

    @Test(
        arguments: [
            (["party_id": 1], "required argument are missing: address; "),
            (["address": "http://a"], "required argument are missing: party_id; "),
            (["party_id": "x", "here": true], "party_id must be a number, or default; not x"),
            (
                ["party_id": 1, "address": "a:1"],
                "a:1 is not the address of a site, such as http://10.0.0.7:9380: it must begin with "
                    + "http:// or https://"
            ),
            (
                ["party_id": 1, "address": "http://a", "here": true],
                "a party lives here or at an address: give one of both"
            ),
        ] as [(JSONValue, String)])
    func badRoutesAreRefused(_ body: JSONValue, _ message: String) async throws {
        let api = try await TestAPI()
        try await api.simulated.running {
            let answer = try await api.post("/v1/party/add", body)
            #expect(answer.code == 101)
            #expect(answer.message == message)
        }
    }

    private static func routes(_ answer: TestAPI.Answer) -> [String] {
        (answer.data?.array ?? []).compactMap(\.object).map { route in
            "\(route["f_party_id"]?.string ?? "") \(route["f_address"]?.string ?? "here")"
        }
    }
}
