import Domain
import EventStore
import Foundation
import GRDB
import Journal
import Testing

@testable import Projections

/// Rows made anew beside the live ones, compared and swapped in.
@Suite struct ViewRebuildTests {
    /// A file of views and a log of engines.
    final class Place {
        let path = FileManager.default.temporaryDirectory
            .appending(path: "views-\(UUID().uuidString).sqlite").path()
        let log = MemoryEventLog(site: "a")

        deinit {
            for suffix in ["", "-wal", "-shm", ".next", ".next-journal"] {
                try? FileManager.default.removeItem(atPath: path + suffix)
            }
        }

        func register(_ engines: Range<Int>) async throws {
            for number in engines { try await Self.register(number, in: log) }
        }

        static func register(_ number: Int, in log: MemoryEventLog) async throws {
            let size = EngineSize(kind: "STANDALONE", cores: 8, memory: 0, nodes: 1)
            try await Journal(log).execute(
                .register(size), by: EngineDecider.self, on: .engine("e\(1_000 + number)"),
                CommandContext(
                    actor: "test", correlationID: "c", now: Timestamp(millisecondsSinceEpoch: 5)))
        }

        /// A store with the rows of the log.
        func filled() async throws -> ViewStore {
            let store = try ViewStore(path: path)
            try await Projector.rebuild(store, from: log, upTo: log.head)
            return store
        }

        func expected() async throws -> String {
            let store = try ViewStore()
            try await Projector.rebuild(store, from: log, upTo: log.head)
            return try store.dump()
        }
    }

    private func running<Value: Sendable>(
        _ projector: Projector, _ body: @Sendable @escaping () async throws -> Value
    ) async throws -> Value {
        try await withThrowingTaskGroup(of: Value?.self) { group in
            group.addTask {
                try await projector.run()
                return nil
            }
            group.addTask { try await body() }
            defer { group.cancelAll() }
            while let value = try await group.next() {
                if let value { return value }
            }
            throw CancellationError()
        }
    }

    @Test func rowsOfAnotherSchemaStayUntilTheNewOnesAreComplete() async throws {
        let place = Place()
        try await place.register(0..<40)
        let old = try DatabasePool(path: place.path)
        try await old.write { database in
            try database.execute(
                sql: """
                    CREATE TABLE t_job (f_old TEXT); INSERT INTO t_job VALUES ('as it was');
                    CREATE TABLE t_gone (f_x TEXT); PRAGMA user_version = 99
                    """)
        }
        let store = try ViewStore(path: place.path)
        let status = try ViewStatus(of: store)
        #expect(status.schema == 99 && status.position == nil && status.rows.isEmpty)
        let projector = try Projector(log: place.log, store: store)
        #expect(await projector.readiness.progress == .origin)
        let before = try await old.read { try String.fetchOne($0, sql: "SELECT f_old FROM t_job") }
        #expect(before == "as it was")
        try await running(projector) {
            await projector.readiness.wait()
            #expect(await projector.readiness.progress == nil)
            try await projector.wait(for: Position(40))
        }
        #expect(try store.dump() == (try await place.expected()))
        let tables = try await old.read {
            try String.fetchAll($0, sql: "SELECT name FROM sqlite_master WHERE type = 'table'")
        }
        #expect(!tables.contains("t_gone"))
        #expect(!FileManager.default.fileExists(atPath: place.path + ".next"))
    }

    @Test func aBuildThatWasInterruptedGoesOn() async throws {
        let place = Place()
        try await place.register(0..<30)
        let store = try ViewStore(path: place.path)
        let next = try ViewStore(beside: store)
        try await Projector.rebuild(next, from: place.log, upTo: Position(20))
        // What is there is gone on with: a mark in it survives.
        try await next.database.write {
            try $0.execute(
                sql: "UPDATE t_engine_registry SET f_nodes = 7 WHERE f_engine_name = 'e1003'")
        }
        #expect(try await ViewRebuild(store, from: place.log).run() == nil)
        let nodes = try await store.database.read {
            try Int.fetchOne(
                $0, sql: "SELECT f_nodes FROM t_engine_registry WHERE f_engine_name = 'e1003'")
        }
        #expect(nodes == 7)
        #expect(try store.checkpoint() == Position(30))
    }

    /// Rows of an interrupted build were made from payloads that are gone since.
    @Test func whatWasErasedDoesNotComeBackFromAnInterruptedBuild() async throws {
        let place = Place()
        try await place.register(0..<30)
        let store = try await place.filled()
        try await Projector.rebuild(
            try ViewStore(beside: store), from: place.log, upTo: Position(20))
        let last = try #require(try place.log.events(after: Position(29), limit: 1).first)
        let stream = try #require(StreamName("engine-late"))
        let late = NewEvent(
            id: last.envelope.id, type: last.envelope.type, schema: last.envelope.schema,
            recordedAt: last.envelope.recordedAt, actor: "test", correlationID: "c",
            causationID: "", visibility: .site, salt: last.salt, payload: last.payload)
        _ = try await place.log.erase(
            [Position(1), Position(25)],
            appending: [StreamAppend(stream: stream, expected: .any, events: [late])])
        let projector = try Projector(log: place.log, store: store)
        try await running(projector) { try await projector.forgetErased() }
        let rows = try store.dump()
        #expect(rows == (try await place.expected()))
        #expect(rows.contains("e1001") && !rows.contains("e1000") && !rows.contains("e1024"))
    }

    /// What a process leaves that is killed while it writes pages of a transaction to the file.
    @Test func aBuildKilledInTheMiddleOfATransactionGoesOnBeforeIt() async throws {
        let place = Place()
        try await place.register(0..<30)
        let store = try ViewStore(path: place.path)
        try await Projector.rebuild(
            try ViewStore(beside: store), from: place.log, upTo: Position(20))
        let file = URL(filePath: place.path + ".next")
        let before = try Data(contentsOf: file)
        let (half, journal) = try Self.halfOfATransaction(in: file)
        #expect(half != before && !journal.isEmpty)
        try half.write(to: file)
        try journal.write(to: URL(filePath: file.path() + "-journal"))
        #expect(try await ViewRebuild(store, from: place.log).run() == nil)
        #expect(try store.dump() == (try await place.expected()))
    }

    /// File and journal as they are before the end of a transaction that does not fit the cache.
    private static func halfOfATransaction(in file: URL) throws -> (file: Data, journal: Data) {
        let queue = try DatabaseQueue(path: file.path())
        return try queue.writeWithoutTransaction { database in
            try database.execute(
                sql: """
                    PRAGMA journal_mode = TRUNCATE; PRAGMA cache_size = 1; BEGIN;
                    UPDATE t_engine_registry SET f_nodes = 7, f_engine_entrance = hex(zeroblob(9000))
                    """)
            defer { try? database.execute(sql: "ROLLBACK") }
            return (
                try Data(contentsOf: file),
                try Data(contentsOf: URL(filePath: file.path() + "-journal"))
            )
        }
    }

    /// A power cut may leave half of a transaction in a file for which nobody waited for the disk.
    @Test func aBuildOfAnEarlierStartOfTheMachineIsThrownAway() async throws {
        let place = Place()
        try await place.register(0..<30)
        let store = try ViewStore(path: place.path)
        let next = try ViewStore(beside: store)
        try await Projector.rebuild(next, from: place.log, upTo: Position(20))
        try await next.database.write {
            try $0.execute(
                sql: """
                    UPDATE t_engine_registry SET f_nodes = 7 WHERE f_engine_name = 'e1003';
                    PRAGMA application_id = \(ViewStore.bootMark &+ 1)
                    """)
        }
        #expect(try await ViewRebuild(store, from: place.log).run() == nil)
        #expect(try store.dump() == (try await place.expected()))
    }

    @Test(arguments: [
        (
            "UPDATE t_engine_registry SET f_cores = 9 WHERE f_engine_name = 'e1004'",
            "f_engine_name:\"e1004\"", "f_cores:9", "f_cores:8"
        ),
        (
            "DELETE FROM t_engine_registry WHERE f_engine_name = 'e1002'",
            "f_engine_name:\"e1002\"", "no such row", "there"
        ),
        (
            """
            INSERT INTO t_engine_registry (f_engine_type, f_engine_name)
            VALUES ('computing', 'e1001b')
            """, "f_engine_name:\"e1001b\"", "there", "no such row"
        ),
    ])
    func verifyNamesTheFirstRowThatDiffers(
        _ damage: String, _ row: String, _ live: String, _ rebuilt: String
    ) async throws {
        let place = Place()
        try await place.register(0..<6)
        let store = try await place.filled()
        #expect(try await ViewCheck.run(store, against: place.log).isEqual)
        try await store.database.write { try $0.execute(sql: damage) }
        let check = try await ViewCheck.run(store, against: place.log)
        #expect(!check.isEqual && check.digest != check.rebuiltDigest)
        #expect(check.difference?.table == "t_engine_registry")
        #expect(check.difference?.key.contains(row) == true)
        #expect(check.difference?.sides == [live, rebuilt])
        // A rebuild finds the same and mends it.
        let outcome = try #require(try await ViewRebuild(store, from: place.log).run())
        #expect(outcome.difference == check.difference)
        #expect(try await ViewCheck.run(store, against: place.log).isEqual)
        #expect(try store.dump() == (try await place.expected()))
    }

    @Test func rowsAreMadeAnewWhileTheLogGrows() async throws {
        let place = Place()
        try await place.register(0..<20)
        let store = try ViewStore(path: place.path)
        let log = place.log
        let projector = try Projector(log: log, store: store)
        try await running(projector) {
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    for number in 20..<300 { try await Place.register(number, in: log) }
                }
                for _ in 0..<5 {
                    let check = try await projector.makeAnew()
                    #expect(check.isEqual, "\(String(describing: check.difference))")
                }
                try await group.waitForAll()
            }
            try await projector.wait(for: Position(300))
        }
        #expect(try store.checkpoint() == Position(300))
        #expect(try store.dump() == (try await place.expected()))
    }

    @Test func viewsOfALongerLogCannotBeVerified() async throws {
        let place = Place()
        try await place.register(0..<6)
        let store = try await place.filled()
        let short = MemoryEventLog(site: "a")
        try await Place.register(0, in: short)
        let error = await #expect(throws: ViewsNotReady.self) {
            try await ViewCheck.run(store, against: short)
        }
        #expect(error?.description.contains("clotho projections rebuild") == true)
        #expect(throws: ViewsNotReady.self) { try ViewStore(reading: place.path + ".none") }
    }
}
