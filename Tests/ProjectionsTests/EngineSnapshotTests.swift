import Domain
import EventStore
import Journal
import Projections
import TestKit
import Testing

/// Engines as the rows know them: what a server begins with.
@Suite struct EngineSnapshotTests {
    private let log = MemoryEventLog(site: "a")
    private let context = CommandContext(
        actor: "test", correlationID: "c", now: Timestamp(millisecondsSinceEpoch: 5))
    private let size = EngineSize(kind: "STANDALONE", cores: 8, memory: 1 << 30, nodes: 2)

    private func holder(_ number: Int) -> ResourceHolder {
        ResourceHolder(job: JobID("\(number)")!, party: Samples.guest)
    }

    private func order(_ commands: EngineCommand...) async throws {
        for command in commands {
            try await Journal(log).execute(
                command, by: EngineDecider.self, on: .engine("e"), context)
        }
    }

    private func rows() async throws -> ViewStore {
        let store = try ViewStore()
        try await Projector.rebuild(store, from: log, upTo: log.head)
        return store
    }

    @Test func theyAreWhatTheirStreamsSay() async throws {
        try await order(
            .register(EngineSize(kind: "EGGROLL", cores: 4, memory: 0, nodes: 1)), .register(size),
            .reserve(holder(1), ResourceAmount(cores: 3, memory: 100)),
            .reserve(holder(2), ResourceAmount(cores: 1, memory: 200)), .release(holder(1)),
            .reserve(holder(3), ResourceAmount(cores: 2, memory: 300)))
        let snapshot = try #require(try await rows().engineSnapshots(upTo: log.head).first)
        let folded = try await Journal(log).snapshot(of: EngineDecider.self, .engine("e"))
        #expect(snapshot.name == "e")
        #expect(snapshot.version == StreamVersion(6))
        #expect(snapshot.version == folded.version)
        #expect(snapshot.state == folded.state)
    }

    @Test func aJournalGoesOnFromThem() async throws {
        try await order(.register(size), .reserve(holder(1), ResourceAmount(cores: 8, memory: 1)))
        let snapshot = try #require(try await rows().engineSnapshots(upTo: log.head).first)
        try await order(.release(holder(1)))
        let journal = Journal(log)
        #expect(
            try await journal.adopt(
                snapshot.state, of: EngineDecider.self, .engine("e"), at: snapshot.version))
        let state = try await journal.state(of: EngineDecider.self, .engine("e"))
        #expect(state.holdings.isEmpty)
        #expect(state.size == size)
    }

    @Test func thoseOfALongerLogAreNotTaken() async throws {
        try await order(.register(size), .reserve(holder(1), ResourceAmount(cores: 8, memory: 1)))
        let store = try await rows()
        #expect(try store.engineSnapshots(upTo: Position(1)).isEmpty)
        let snapshot = try #require(try store.engineSnapshots(upTo: log.head).first)
        let other = Journal(MemoryEventLog(site: "a"))
        #expect(
            try await !other.adopt(
                snapshot.state, of: EngineDecider.self, .engine("e"), at: snapshot.version))
        #expect(try await other.state(of: EngineDecider.self, .engine("e")).size == nil)
    }
}
