import Domain
import EventStore
import Journal
import Projections
import TestKit
import Testing

/// The row of a job shows the reasons of its state, each with the time since which it holds.
@Suite struct WaitReasonRowTests {
    private static let parties = [Samples.guest, Samples.host, Samples.arbiter]
    private static let behind = WaitReason(code: .behind, party: nil, text: "older jobs wait")

    private static func lack(_ party: Party, _ codes: WaitReason.Code...) -> [WaitReason] {
        codes.map { WaitReason(code: $0, party: party, text: "nothing is free") }
    }

    private func append(_ event: JobEvent, to log: MemoryEventLog, at time: Int64) async throws {
        let encoded = try JobDecider.encode(event)
        let (id, salt) = SystemNonces().next(at: Timestamp(millisecondsSinceEpoch: time))
        let new = NewEvent(
            id: id, type: encoded.type, schema: encoded.schema, recordedAt: time, actor: "test",
            correlationID: "", causationID: "", visibility: .parties, salt: salt,
            payload: encoded.payload)
        let stream = try #require(StreamIdentity.job(Samples.job).streamName)
        _ = try await log.append([StreamAppend(stream: stream, expected: .any, events: [new])])
    }

    private func shown(_ log: MemoryEventLog, _ store: ViewStore) async throws -> [JSONObject] {
        try await Projector.rebuild(store, from: log, upTo: log.head)
        let view = try await store.overview(of: Samples.job)
        return (view?["wait_reasons"]?.array ?? []).compactMap(\.object)
    }

    @Test func eachPartyKeepsItsReasonsAndTheirTime() async throws {
        let log = MemoryEventLog(site: "a")
        let store = try ViewStore()
        let (guest, host) = (Samples.guest, Samples.host)
        let history: [(JobEvent, reasons: [String], since: [Int])] = [
            (.submitted(Samples.chain(["a"], parties: Self.parties)), [], []),
            (.waitingExplained([Self.behind], position: 1), ["behind"], [20]),
            (.startDecided(attempt: 1, position: 2), [], []),
            (.partyLacked(host, attempt: 1, Self.lack(host, .cores)), ["cores host:10000"], [40]),
            (
                .partyLacked(guest, attempt: 1, Self.lack(guest, .cores, .memory)),
                ["cores guest:9999", "memory guest:9999", "cores host:10000"], [50, 50, 40]
            ),
            (
                .startDecided(attempt: 2, position: 6),
                ["cores guest:9999", "memory guest:9999", "cores host:10000"], [50, 50, 40]
            ),
            (
                .partyLacked(guest, attempt: 2, Self.lack(guest, .memory)),
                ["memory guest:9999", "cores host:10000"], [50, 40]
            ),
            (.partyReserved(host, attempt: 2), ["memory guest:9999"], [50]),
        ]
        for (number, step) in history.enumerated() {
            try await append(step.0, to: log, at: Int64(number + 1) * 10)
            let reasons = try await shown(log, store)
            let words = reasons.map {
                [$0["code"]?.string, $0["party"]?.string].compactMap(\.self).joined(separator: " ")
            }
            #expect(words == step.reasons, "\(step.0)")
            #expect(reasons.map { $0["since"]?.integer } == step.since, "\(step.0)")
        }
    }

    /// A site that says no more than the jobs: their amounts here are not those there, and the engine
    /// of this site is not that one.
    @Test func nothingIsSaidOfAnEngineThatIsNotKnown() async throws {
        let log = MemoryEventLog(site: "a")
        let store = try ViewStore()
        let size = EngineSize(kind: "STANDALONE", cores: 2, memory: 0, nodes: 1)
        let context = CommandContext(
            actor: "test", correlationID: "c", now: Timestamp(millisecondsSinceEpoch: 1))
        try await Journal(log).execute(
            .register(size), by: EngineDecider.self, on: .engine("standalone"), context)
        let other = JobID("202611210800000000001")!
        let reason = WaitReason(
            code: .cores, party: Samples.host, wanted: ResourceAmount(cores: 4),
            free: ResourceAmount(cores: 1), jobs: [other], text: "1 is free")
        let events: [JobEvent] = [
            .submitted(Samples.chain(["a"])), .startDecided(attempt: 1, position: 2),
            .partyLacked(Samples.host, attempt: 1, [reason]),
        ]
        for event in events { try await append(event, to: log, at: 5) }
        try await Projector.rebuild(store, from: log, upTo: log.head)
        let shown = try await store.waiting(of: Samples.job)?["reasons"]?.array?.first?.object
        #expect(shown?["held_by"] == [["job_id": .string(other.text)]])
        #expect(shown?["total"] == nil)
        #expect(shown?["wanted"] == 4 && shown?["available"] == 1)
        #expect(shown?["change"]?.string?.hasPrefix("3 cores more, or ask for 1") == true)
    }

    /// Whatever is recorded: row and state say the same, in the same order.
    @Test(arguments: UInt64(0)..<20)
    func theRowSaysWhatTheStateSays(seed: UInt64) async throws {
        var random = SeededGenerator(seed: seed)
        let log = MemoryEventLog(site: "a")
        let store = try ViewStore()
        var state = JobDecider.initialState
        var events = [JobEvent.submitted(Samples.chain(["a"], parties: Self.parties))]
        for attempt in 1...15 {
            events += Self.events(attempt).shuffled(using: &random).prefix(4)
        }
        for (number, event) in events.enumerated() {
            JobDecider.evolve(&state, event)
            try await append(event, to: log, at: Int64(number))
            let reasons = try await shown(log, store)
            #expect(
                reasons.map { $0["code"]?.string } == state.waitReasons.map(\.code.rawValue),
                "seed \(seed), \(event)")
            #expect(
                reasons.map { $0["party"]?.string }
                    == state.waitReasons.map { $0.party?.description }, "seed \(seed), \(event)")
        }
    }

    private static func events(_ attempt: Int) -> [JobEvent] {
        let planned = [behind] + lack(Samples.guest, .cores)
        return parties.flatMap { party -> [JobEvent] in
            [
                .partyLacked(party, attempt: attempt, lack(party, .cores, .memory)),
                .partyLacked(party, attempt: attempt, lack(party, .unreachable)),
                .partyReserved(party, attempt: attempt),
            ]
        } + [
            .waitingExplained(planned, position: 1),
            .startDecided(attempt: attempt, position: 2),
        ]
    }
}
