import Components
import Domain
import Storage
import Testing

@Suite struct ToyTests {
    let bench: Bench

    init() throws { bench = try Bench() }

    @Test func theSumComesOutAndSharesStayApart() async throws {
        let results = try await bench.run(
            "SecureAddExample", [.init(party: .guest), .init(party: .host)])
        let lines = results[.guest]!.tracker.report.lines
        #expect(
            lines.first
                == "secure_add_guest: begin to init parameters of secure add example guest")
        #expect(lines.last == "secure_add_guest: success to calculate secure_sum, it is 2000.0")
        for message in await bench.board.sent where message.name == "secure_add.share" {
            #expect(message.bytes.count == 8000)
            #expect(Set(message.bytes).count > 100)
        }
    }

    @Test func sharesOfAnotherLengthAreRefused() async throws {
        let error = await #expect(throws: ComponentError.self) {
            try await bench.run(
                "SecureAddExample",
                [.init(party: .guest), .init(party: .host, tamper: { Array($1.dropLast()) })])
        }
        #expect(error?.message.contains("data_num must be the same") == true)
    }

    @Test func noopMakesEmptyTables() async throws {
        let results = try await bench.run(
            "Noop",
            [.init(party: .guest, outputs: 2), .init(party: .local, outputs: 0)])
        #expect(results[.guest]!.result.tables.map(\.count) == [0, 0])
        #expect(results[.local]!.result.tables.isEmpty)
    }

    @Test func noopFailsWhereItIsTold() async throws {
        let parameters: JSONObject = ["fail_at": ["host:10000"], "milliseconds": 1]
        _ = try await bench.run("Noop", [.init(party: .guest, parameters: parameters)])
        await #expect(throws: ComponentError("host:10000 was told to fail")) {
            try await bench.run("Noop", [.init(party: .host, parameters: parameters)])
        }
        #expect(throws: ComponentError.self) {
            try bench.check("Noop", ["fail_at": ["nobody"]])
        }
    }
}
