import Components
import Crypto
import Domain
import Storage
import Testing

@Suite struct IntersectionTests {
    let bench: Bench
    static let methods: [JSONObject] = [
        ["intersect_method": "ecdh"], ["intersect_method": "rsa"],
    ]

    init() throws { bench = try Bench() }

    private func table(_ ids: some Sequence<String>, column: String = "x") throws -> TableContent {
        try bench.raw("id,\(column)\n" + ids.map { "\($0),1\n" }.joined())
    }

    private func intersect(
        _ method: JSONObject, _ inputs: [(Party, TableContent)]
    ) async throws -> [Party: (result: TaskResult, tracker: MemoryTracker)] {
        try await bench.run(
            "Intersection", inputs.map { .init(party: $0, input: $1, parameters: method) })
    }

    private func ids(_ result: TaskResult) throws -> [String] {
        try bench.tables.open(result.tables[0]).textRows().rows.map { $0[0] }
    }

    @Test(arguments: methods)
    func bothHoldTheCommonRows(method: JSONObject) async throws {
        let results = try await intersect(
            method,
            [
                (.guest, try table(["b", "ä", "10", "2", "only guest"])),
                (.host, try table(["2", "z", "ä", "10"], column: "z")),
            ])
        let guest = results[.guest]!
        let host = results[.host]!
        #expect(try ids(guest.result) == ["10", "2", "ä"])
        #expect(try ids(host.result) == ["10", "2", "ä"])
        #expect(host.result.tables[0].schema.header == ["z"])
        #expect(guest.tracker.value("train", "intersection", "intersect_count") == 3)
        #expect(guest.tracker.value("train", "intersection", "intersect_rate") == 0.6)
        #expect(host.tracker.value("train", "intersection", "unmatched_count") == 1)
        #expect(host.tracker.value("train", "intersection", "unmatched_rate") == 0.25)
        #expect(guest.tracker.report.metas.map(\.type) == ["INTERSECTION"])
        #expect(guest.result.summary["intersect_num"] == 3)
    }

    @Test(arguments: methods)
    func onlyWhatAllHostsHaveIsKept(method: JSONObject) async throws {
        let results = try await intersect(
            method,
            [
                (.guest, try table(["1", "2", "3", "4"])),
                (.host, try table(["2", "3", "4", "5"])),
                (.otherHost, try table(["0", "1", "3", "4"])),
            ])
        for party in [Party.guest, .host, .otherHost] {
            #expect(try ids(results[party]!.result) == ["3", "4"])
        }
    }

    @Test(arguments: methods)
    func nothingInCommonGivesEmptyTables(method: JSONObject) async throws {
        let results = try await intersect(
            method, [(.guest, try table(["1"])), (.host, try table(["2"]))])
        #expect(results.values.allSatisfy { $0.result.tables[0].count == 0 })
    }

    @Test func onlyKeysMayBeKept() async throws {
        let results = try await intersect(
            ["intersect_method": "ecdh", "only_output_key": true],
            [(.guest, try table(["1", "2"])), (.host, try table(["2"]))])
        #expect(results[.host]!.result.tables[0].schema.kind == .keys)
        #expect(try ids(results[.guest]!.result) == ["2"])
    }

    @Test func theSaltIsPartOfTheHash() async throws {
        let salted: JSONObject = ["intersect_method": "ecdh", "ecdh_params": ["salt": "pepper"]]
        let results = try await bench.run(
            "Intersection",
            [
                .init(party: .guest, input: try table(["1"]), parameters: salted),
                .init(
                    party: .host, input: try table(["1"]),
                    parameters: ["intersect_method": "ecdh"]),
            ])
        #expect(results[.guest]!.result.tables[0].count == 0)
    }

    @Test(arguments: methods)
    func aRepeatedMatchIDKeepsTheRowsOfAllAligned(method: JSONObject) async throws {
        let match: JSONObject = ["with_match_id": true, "with_label": true]
        let guest = try await bench.instances(
            bench.raw("s,phone,y,x\n1,b,0,10\n2,a,1,20\n3,b,1,30\n4,c,0,40\n"), match)
        let host = try await bench.instances(
            bench.raw("s,phone,z\n7,b,5\n8,a,6\n9,d,7\n"), ["with_match_id": true])
        let results = try await intersect(method, [(.guest, guest), (.host, host)])
        let ofGuest = try bench.tables.instances(results[.guest]!.result.tables[0])
        let ofHost = try bench.tables.instances(results[.host]!.result.tables[0])
        #expect(ofGuest.ids == ["a-0", "b-0", "b-1"])
        #expect(ofHost.ids == ofGuest.ids)
        #expect(ofGuest.features.values == [20, 10, 30])
        #expect(ofHost.features.values == [6, 5, 5])
        #expect(ofGuest.matchIDs == ["a", "b", "b"])
        #expect(ofGuest.labels == [1, 0, 1])
        let tracker = results[.guest]!.tracker
        #expect(tracker.value("train", "intersection", "intersect_count") == 2)
        #expect(tracker.value("train", "intersection", "input_match_id_count") == 3)
        #expect(tracker.value("train", "intersection", "intersect_sample_id_count") == 3)
    }

    @Test func aHostMayNotRepeatMatchIDs() async throws {
        let match: JSONObject = ["with_match_id": true]
        let guest = try await bench.instances(bench.raw("s,phone,x\n1,a,1\n"), match)
        let host = try await bench.instances(bench.raw("s,phone,z\n7,a,5\n8,a,6\n"), match)
        let error = await #expect(throws: ComponentError.self) {
            try await intersect(["intersect_method": "ecdh"], [(.guest, guest), (.host, host)])
        }
        #expect(error?.message.hasPrefix("The match id a is on 2 rows") == true)
    }

    /// What travels holds neither an id nor a hash of one that the other side could look up.
    @Test(arguments: methods)
    func noMessageShowsAnID(method: JSONObject) async throws {
        let common = (0..<20).map { "person-\($0)@example.com" }
        _ = try await intersect(
            method,
            [
                (.guest, try table(common + ["guest-secret-1"])),
                (.host, try table(common + ["host-secret-1"])),
            ])
        let messages = await bench.board.sent
        #expect(messages.count >= 5)
        for id in common + ["guest-secret-1", "host-secret-1"] {
            let plain = Array(id.utf8)
            for message in messages {
                #expect(!contains(message.bytes, plain))
                #expect(!contains(message.bytes, Array(SHA256.hash(data: plain))))
            }
        }
    }

    private func contains(_ bytes: [UInt8], _ part: [UInt8]) -> Bool {
        bytes.indices.contains { bytes[$0...].starts(with: part) }
    }

    /// Two runs over the same ids send different elements.
    @Test(arguments: methods)
    func masksAreDrawnAnew(method: JSONObject) async throws {
        let other = try Bench()
        let inputs = [(Party.guest, try table(["1", "2"])), (.host, try table(["2", "3"]))]
        _ = try await intersect(method, inputs)
        let again = [
            Bench.Seat(party: .guest, input: try other.raw("id,x\n1,1\n2,1\n"), parameters: method),
            .init(party: .host, input: try other.raw("id,x\n2,1\n3,1\n"), parameters: method),
        ]
        _ = try await other.run("Intersection", again)
        let first = Set(await bench.board.sent.filter { $0.bytes.count > 20 }.map(\.bytes))
        let second = Set(await other.board.sent.filter { $0.bytes.count > 20 }.map(\.bytes))
        #expect(!first.isEmpty && first.isDisjoint(with: second))
    }

    @Test(
        arguments: [
            (
                ["intersect_method": "raw"],
                "intersect_method \"raw\" would show the other side every id; use ecdh or rsa"
            ),
            (
                ["intersect_method": "dh"],
                "intersect_method \"dh\" is not supported; use ecdh, its faster form"
            ),
            (["intersect_method": "none"], "intersect_method \"none\" must be ecdh or rsa"),
            (
                ["rsa_params": ["hash_method": "md5"]],
                "rsa_params.hash_method \"md5\" must be sha256"
            ),
            (
                ["rsa_params": ["key_length": 512]],
                "rsa_params.key_length 512 must be from 1024 to 8192"
            ),
            (
                ["sync_intersect_ids": false],
                "sync_intersect_ids false is not supported: without it the parties would hold "
                    + "different rows"
            ),
            (
                ["cardinality_only": true],
                "cardinality_only true is not supported: the next component needs rows"
            ),
            (["join_method": "left_join"], "join_method \"left_join\" must be inner_join"),
        ] as [(JSONObject, String)])
    func whatCannotWorkIsRefused(parameters: JSONObject, message: String) {
        #expect(throws: ComponentError("Parameter \(message)")) {
            try bench.check("Intersection", parameters)
        }
    }

    @Test func theDefaultsAreFATEs() throws {
        let defaults = bench.parameters("Intersection", [:])
        #expect(defaults["intersect_method"] == "rsa")
        try bench.check("Intersection", [:], for: .host)
    }
}
