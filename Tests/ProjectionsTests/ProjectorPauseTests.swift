import Domain
import EventStore
import Journal
import Projections
import TestKit
import Testing

/// Rows that nobody waits for are made when there is time.
@Suite struct ProjectorPauseTests {
    private let log = MemoryEventLog(site: "a")

    /// Registers engines in one commit.
    private func register(_ names: [String]) async throws {
        let context = CommandContext(
            actor: "test", correlationID: "c", now: Timestamp(millisecondsSinceEpoch: 5))
        try await Journal(log).commit(context) { transaction in
            for name in names {
                let size = EngineSize(kind: "STANDALONE", cores: 8, memory: 0, nodes: 1)
                try await transaction.decide(
                    .register(size), by: EngineDecider.self, on: .engine(name))
            }
        }
    }

    /// Without the one who waits the pause would never end.
    @Test func whoWaitsEndsThePause() async throws {
        let store = try ViewStore()
        let (pauses, began) = AsyncStream.makeStream(of: Void.self)
        let projector = try Projector(log: log, store: store) {
            began.yield()
            for await _ in AsyncStream(Void.self, { _ in }) {}
        }
        let run = Task { try await projector.run() }
        defer { run.cancel() }
        try await register(["one"])
        try await projector.wait(for: log.head)
        let known = log.head
        try await register(["two"])
        var begun = pauses.makeAsyncIterator()
        _ = await begun.next()
        #expect(try store.checkpoint() == known)
        try await projector.wait(for: log.head)
        #expect(try store.checkpoint() == log.head)
    }

    /// Far behind, a projector takes no pause.
    @Test func whatIsFarBehindIsReadAtOnce() async throws {
        let store = try ViewStore()
        let (pauses, began) = AsyncStream.makeStream(of: Position.self)
        let projector = try Projector(log: log, store: store) {
            began.yield((try? store.checkpoint()) ?? .origin)
        }
        let run = Task { try await projector.run() }
        defer { run.cancel() }
        try await register(["first"])
        try await projector.wait(for: log.head)
        try await register((0...2 * EventSubscription.batchSizeMax).map { "e\($0)" })
        for await position in pauses where position.number > 1 {
            #expect(log.head.number - position.number <= UInt64(EventSubscription.batchSizeMax))
            break
        }
        try await projector.wait(for: log.head)
    }
}
