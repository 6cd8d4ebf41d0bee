import Domain
import EventStore
import GRDB
import Journal
import TestKit
import Testing

@testable import Projections

/// Rows of a transaction are written once at its end; where a log is cut must not show in them.
@Suite struct TransactionTests {
    private static let names = ["reader_0", "hetero_lr_0", "größe_0"]
    private static let parties = [Samples.guest, Samples.host]

    /// Events in an order that no site would write them in: facts are folded all the same.
    private func log(seed: UInt64, count: Int) async throws -> MemoryEventLog {
        var random = SeededGenerator(seed: seed)
        let log = MemoryEventLog(site: "a")
        for _ in 0..<count {
            let (identity, event) = try Self.event(&random)
            let time = 1_000 + Int64.random(in: 0..<100, using: &random)
            let (id, salt) = SystemNonces().next(at: Timestamp(millisecondsSinceEpoch: time))
            let new = NewEvent(
                id: id, type: event.type, schema: event.schema, recordedAt: time, actor: "test",
                correlationID: "", causationID: "", visibility: .parties, salt: salt,
                payload: event.payload)
            let stream = try #require(identity.streamName)
            _ = try await log.append([StreamAppend(stream: stream, expected: .any, events: [new])])
        }
        return log
    }

    private static func event(
        _ random: inout SeededGenerator
    ) throws -> (StreamIdentity, EncodedEvent) {
        let party = parties.randomElement(using: &random)!
        let name = Samples.name(names.randomElement(using: &random)!)
        switch Int.random(in: 0..<10, using: &random) {
        case 0...2:
            let event = jobEvents(party, name).randomElement(using: &random)!
            return (.job(Samples.job), try JobDecider.encode(event))
        case 3...6:
            let event = partyEvents(party, name).randomElement(using: &random)!
            return (.party(Samples.job, party), try PartyDecider.encode(event))
        case 7:
            let event = trackingEvents(name).randomElement(using: &random)!
            return (.track(Samples.job, party), try TrackingDecider.encode(event))
        default:
            let event = engineEvents(party).randomElement(using: &random)!
            return (.engine("standalone"), try EngineDecider.encode(event))
        }
    }

    private static func jobEvents(_ party: Party, _ name: ComponentName) -> [JobEvent] {
        [
            .submitted(Samples.chain(names)),
            .partyCreated(party, ResourceNeed(engine: "e", cores: 1)),
            .partyClosed(party), .partyRefused(party, reason: ""), .started,
            .taskStarted(name, version: 0, position: 1), .taskEnded(name, version: 0, .failed),
            .stopRequested(.canceled, reason: ""), .ended(.failed, reason: "it's over"),
            .waitingExplained(
                [WaitReason(code: .behind, party: nil, text: "older jobs wait")], position: 1),
        ]
    }

    private static func partyEvents(_ party: Party, _ name: ComponentName) -> [PartyEvent] {
        let creation = Samples.creation(names)
        let mine = PartyCreation(
            job: creation.job, party: party, initiator: creation.initiator,
            parties: creation.parties, need: creation.need, tasks: creation.tasks,
            dsl: creation.dsl, conf: creation.conf, jobParameters: creation.jobParameters)
        let worker = WorkerIdentity(processID: 4_242, startTicks: 1)
        return [
            .created(mine), .reserved(attempt: 1), .released(attempt: 1), .started,
            .taskStarting(name, version: 0, worker: "4f2a", tokenDigest: ""),
            .taskLaunched(name, version: 0, worker),
            .taskEnded(name, version: 0, .success, reason: ""),
            .taskEnded(name, version: 0, .canceled, reason: "asked"),
            .ended(.success, reason: ""),
        ]
    }

    private static func trackingEvents(_ name: ComponentName) -> [TrackingEvent] {
        let points = MetricPoints(
            namespace: "train", name: "loss", points: [.init(key: 0, value: 0.5)])
        return [
            .progressed(name, version: 0, percent: 40), .logged(name, version: 0, points),
        ]
    }

    private static func engineEvents(_ party: Party) -> [EngineEvent] {
        let holder = ResourceHolder(job: Samples.job, party: party)
        return [
            .registered(EngineSize(kind: "STANDALONE", cores: 20, memory: 0, nodes: 1)),
            .reserved(holder, ResourceAmount(cores: 4, memory: 1)), .released(holder),
        ]
    }

    @Test(arguments: UInt64(0)..<20)
    func whereALogIsCutDoesNotShow(seed: UInt64) async throws {
        let log = try await log(seed: seed, count: 300)
        let whole = try ViewStore()
        try await Projector.rebuild(whole, from: log, upTo: log.head)
        let expected = try whole.dump()
        #expect(expected.contains("t_task"), "seed \(seed)")
        for piece in [1, 2, 7, 50] {
            let store = try ViewStore()
            for end in stride(from: piece, through: 300 + piece, by: piece) {
                let position = min(log.head, Position(UInt64(end)))
                try await Projector.rebuild(store, from: log, upTo: position)
            }
            #expect(try store.dump() == expected, "seed \(seed), \(piece) in a transaction")
        }
    }

    @Test func progressAndFreeCoresFollowFromTheRowsAtTheEnd() async throws {
        for seed in UInt64(0)..<20 {
            let log = try await log(seed: seed, count: 300)
            let store = try ViewStore()
            try await Projector.rebuild(store, from: log, upTo: log.head)
            let wrong = try await store.database.read { database in
                try Int.fetchOne(
                    database,
                    sql: """
                        SELECT (SELECT count(*) FROM t_job j WHERE f_progress IS NOT (
                            SELECT 100 * sum(t.f_party_status NOT IN ('waiting', 'running'))
                                / count(*) FROM t_task t
                            WHERE t.f_role = j.f_role AND t.f_party_id = j.f_party_id))
                        + (SELECT count(*) FROM t_engine_registry WHERE f_remaining_cores IS NOT
                            f_cores - (SELECT coalesce(sum(f_cores), 0) FROM t_engine_holding))
                        """)
            }
            #expect(wrong == 0, "seed \(seed)")
        }
    }
}

/// What SQLite is given directly.
@Suite struct RowStatementTests {
    @Test func cellsComeBackAsTheyWere() throws {
        let cells: [Cell] = [
            .null, .integer(.min), .text(""), .text("größe \u{1F9F5} it's"),
            .text(
                String(repeating: "long ", count: 1_000)),
        ]
        try DatabaseQueue().write { database in
            let statements = RowStatements(database)
            try statements.run("CREATE TABLE t (a, b, c, d, e)", [])
            try statements.run("INSERT INTO t VALUES (?, ?, ?, ?, ?)", cells)
            #expect(try statements.query("SELECT * FROM t", []) == [cells])
            #expect(try statements.query("SELECT a FROM t WHERE c IS NOT ''", []).isEmpty)
        }
    }

    /// Two spellings that look alike are two keys for SQLite, so they are two here.
    @Test func textsAreEqualWhenTheirBytesAre() {
        #expect(Cell.text("\u{E9}") != Cell.text("e\u{301}"))
        #expect(Set([Cell.text("\u{E9}"), .text("e\u{301}"), .text("\u{E9}")]).count == 2)
        #expect(Cell.integer(1) != .text("1"))
    }

    @Test func anErrorNamesItsStatementAndLeavesItUsable() throws {
        try DatabaseQueue().write { database in
            let statements = RowStatements(database)
            try statements.run("CREATE TABLE t (a INTEGER PRIMARY KEY)", [])
            try statements.run("INSERT INTO t VALUES (?)", [1])
            let error = #expect(throws: DatabaseError.self) {
                try statements.run("INSERT INTO t VALUES (?)", [1])
            }
            #expect(error?.resultCode == .SQLITE_CONSTRAINT)
            #expect(error?.sql == "INSERT INTO t VALUES (?)")
            try statements.run("INSERT INTO t VALUES (?)", [2])
            #expect(try statements.query("SELECT a FROM t", []) == [[1], [2]])
        }
    }
}
