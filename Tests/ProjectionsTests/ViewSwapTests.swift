import Domain
import EventStore
import Foundation
import GRDB
import Testing

@testable import Projections

/// What the live file is like once the rows made beside it are in their place.
@Suite struct ViewSwapTests {
    private typealias Place = ViewRebuildTests.Place

    private func indexes(of store: ViewStore) async throws -> [String] {
        try await store.database.read { database in
            try String.fetchAll(
                database,
                sql: """
                    SELECT name FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL
                    ORDER BY name
                    """)
        }
    }

    @Test func theLiveFileGetsTheIndexesThatAreMadeBehindTheRows() async throws {
        let place = Place()
        try await place.register(0..<3)
        let store = try ViewStore(path: place.path)
        let expected = try await indexes(of: try ViewStore())
        #expect(!expected.isEmpty)
        let next = try ViewStore(beside: store)
        #expect(try await indexes(of: next).isEmpty)
        try await ViewRebuild(store, from: place.log).run()
        #expect(try await indexes(of: store) == expected)
    }

    /// Pages are copied as they are, and a file of another page size would refuse them.
    @Test(arguments: [1_024, 16_384])
    func theLiveFileMayHavePagesOfAnySize(_ size: Int) async throws {
        let place = Place()
        try await place.register(0..<40)
        try await DatabaseQueue(path: place.path).writeWithoutTransaction { database in
            try database.execute(sql: "PRAGMA page_size = \(size); VACUUM")
        }
        let store = try ViewStore(path: place.path)
        try await ViewRebuild(store, from: place.log).run()
        #expect(try store.dump() == (try await place.expected()))
        let found = try await store.database.read {
            try Int.fetchOne($0, sql: "PRAGMA page_size")
        }
        #expect(found == size)
    }

    /// Whoever reads while the rows are swapped sees the old ones to the end of the transaction.
    @Test func aReaderKeepsTheRowsThatItHasBegunWith() async throws {
        let place = Place()
        try await place.register(0..<10)
        let store = try await place.filled()
        try await store.database.write {
            try $0.execute(sql: "UPDATE t_engine_registry SET f_cores = 9")
        }
        let count = "SELECT count(*) FROM t_engine_registry WHERE f_cores = 9"
        let pool = try DatabasePool(path: place.path)
        let begun = try pool.makeSnapshot()
        try await ViewRebuild(store, from: place.log).run()
        #expect(try await begun.read { try Int.fetchOne($0, sql: count) } == 10)
        #expect(try await pool.read { try Int.fetchOne($0, sql: count) } == 0)
    }
}
