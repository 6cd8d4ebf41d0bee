import Domain
import Testing

@Suite struct RuntimeConfTests {
    /// A good conf of one guest and two hosts, with these members replaced; `nil` removes one.
    static func conf(_ changes: [String: JSONValue?] = [:]) -> JSONValue {
        var conf: JSONObject = [
            "dsl_version": 2, "initiator": ["role": "guest", "party_id": 9999],
            "role": ["guest": [9999], "host": [10000, 10001]],
        ]
        for (key, value) in changes { conf[key] = value }
        return .object(conf)
    }

    @Test func idsMayBeTextAndUnknownMembersStay() throws {
        let conf = try RuntimeConf(
            Self.conf([
                "dsl_version": "2", "initiator": ["role": "guest", "party_id": "9999"],
                "role": ["host": ["10001", 10000], "guest": ["9999"]], "note": "mine",
            ]))
        #expect(conf.initiator == Party(.guest, PartyID(9999)))
        #expect(conf.parties.map(\.description) == ["host:10001", "host:10000", "guest:9999"])
        #expect(conf.place(of: Party(.host, PartyID(10000))) == 1)
        #expect(conf.place(of: Party(.arbiter, PartyID(10000))) == nil)
        #expect(conf.members["role"] == ["host": [10001, 10000], "guest": [9999]])
        #expect(conf.members["initiator"]?.object?["party_id"] == 9999)
        #expect(conf.members["note"] == "mine")
    }

    @Test(
        arguments: [
            ([:], .missingConf, nil), ([], .missingConf, nil),
            (conf(["initiator": nil]), .missingInitiator, "initiator"),
            (
                conf(["initiator": ["role": "guest"]]), .missingInitiatorPartyID,
                "initiator.party_id"
            ),
            (
                conf(["initiator": ["role": "guest", "party_id": "me"]]), .badPartyID,
                "initiator.party_id"
            ),
            (
                conf(["initiator": ["role": "boss", "party_id": 1]]), .initiatorNotAParty,
                "initiator"
            ),
            (conf(["role": nil]), .missingRole, "role"),
            (conf(["role": [9999]]), .badValue, "role"),
            (conf(["role": ["guest": 9999]]), .badValue, "role.guest"),
            (conf(["role": ["guest": [9999.5]]]), .badPartyID, "role.guest"),
            (conf(["role": ["guest": [-1]]]), .badPartyID, "role.guest"),
            (conf(["role": ["guest": [9999], "owner": [1]]]), .unknownRole, "role.owner"),
            (conf(["role": ["guest": [9999, 9999]]]), .duplicateParty, "role.guest"),
            (conf(["dsl_version": 1]), .confVersionNotSupported, "dsl_version"),
            (conf(["dsl_version": nil]), .confVersionNotSupported, "dsl_version"),
            (conf(["job_parameters": []]), .badValue, "job_parameters"),
            (
                conf(["job_parameters": ["common": ["job_type": "serve"]]]), .badValue,
                "job_parameters: job_type"
            ),
            (
                conf(["component_parameters": ["common": ["lr_0": 1]]]), .badValue,
                "component_parameters.common.lr_0"
            ),
            (
                conf(["component_parameters": ["role": ["host": ["0": []]]]]), .badValue,
                "component_parameters.role.host.0"
            ),
            (
                conf(["provider": ["role": ["host": ["all": ["lr_0": "fate@"]]]]]), .badValue,
                "provider.role.host.all.lr_0"
            ),
        ] as [(JSONValue, ConfError.Code, String?)])
    func refuses(conf: JSONValue, code: ConfError.Code, field: String?) throws {
        let error = try #require(throws: ConfError.self) { try RuntimeConf(conf) }
        #expect(error.code == code)
        #expect(error.field == field)
    }
}
