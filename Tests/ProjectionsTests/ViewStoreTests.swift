import Domain
import EventStore
import Foundation
import Journal
import Projections
import TestKit
import Testing

/// The file of the views may be deleted, damaged or newer than the log; the log is right.
@Suite struct ViewStoreTests {
    let path = FileManager.default.temporaryDirectory
        .appending(path: "views-\(UUID().uuidString).sqlite").path()
    let size = EngineSize(kind: "STANDALONE", cores: 8, memory: 0, nodes: 1)

    func log(engines: Int) async throws -> MemoryEventLog {
        let log = MemoryEventLog(site: "a")
        for number in 0..<engines {
            try await Journal(log).execute(
                .register(size), by: EngineDecider.self, on: .engine("e\(number)"),
                CommandContext(
                    actor: "test", correlationID: "c", now: Timestamp(millisecondsSinceEpoch: 5)))
        }
        return log
    }

    @Test func aDamagedFileIsMadeAnew() async throws {
        defer { try? FileManager.default.removeItem(atPath: path) }
        let junk = Data(repeating: 0x5A, count: 8_192)
        #expect(FileManager.default.createFile(atPath: path, contents: junk))
        let store = try ViewStore(path: path)
        #expect(try store.checkpoint() == .origin)
        let log = try await log(engines: 2)
        try await Projector.rebuild(store, from: log, upTo: log.head)
        #expect(try store.dump().contains("t_engine_registry"))
    }

    @Test func rowsOfALongerLogAreMadeAnew() async throws {
        defer {
            for suffix in ["", "-wal", "-shm"] {
                try? FileManager.default.removeItem(atPath: path + suffix)
            }
        }
        let store = try ViewStore(path: path)
        let long = try await log(engines: 3)
        try await Projector.rebuild(store, from: long, upTo: long.head)
        let short = try await log(engines: 1)
        let projector = try Projector(log: short, store: store)
        let run = Task { try await projector.run() }
        try await projector.wait(for: short.head)
        run.cancel()
        #expect(try store.checkpoint() == short.head)
        let other = try ViewStore()
        try await Projector.rebuild(other, from: short, upTo: short.head)
        #expect(try store.dump() == other.dump())
    }

    @Test func whatIsOpenIsKnownWithoutFoldingTheLog() async throws {
        let store = try ViewStore()
        let log = try await log(engines: 2)
        try await Projector.rebuild(store, from: log, upTo: log.head)
        #expect(try store.openStreams() == [.engine("e0"), .engine("e1")])
    }
}
