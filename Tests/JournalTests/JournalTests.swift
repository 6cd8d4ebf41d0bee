import Domain
import EventStore
import Journal
import TestKit
import Testing

@Suite struct JournalTests {
    let journal = Journal(MemoryEventLog(site: "a"))
    let context = CommandContext(
        actor: "test", correlationID: "c", now: Timestamp(millisecondsSinceEpoch: 5))
    let size = EngineSize(kind: "STANDALONE", cores: 100, memory: 0, nodes: 1)

    func holder(_ number: Int) -> ResourceHolder {
        ResourceHolder(job: JobID("\(number)")!, party: Samples.guest)
    }

    @Test func aCommandBecomesEventsThatCarryItsContext() async throws {
        let (events, position) = try await journal.execute(
            .register(size), by: EngineDecider.self, on: .engine("e"), context)
        #expect(events == [.registered(size)])
        let recorded = try #require(try journal.log.events(after: .origin, limit: 9).first)
        #expect(recorded.position == position)
        #expect(recorded.envelope.type == "engine.registered")
        #expect(recorded.envelope.actor == "test")
        #expect(recorded.envelope.recordedAt == 5)
    }

    @Test func aRejectionLeavesNothing() async throws {
        await #expect(throws: EngineRejection.notRegistered) {
            try await journal.execute(
                .reserve(holder(1), ResourceAmount(cores: 1)), by: EngineDecider.self,
                on: .engine("e"), context)
        }
        #expect(journal.log.head == .origin)
    }

    @Test func severalStreamsMoveTogetherOrNotAtAll() async throws {
        try await journal.execute(
            .register(size), by: EngineDecider.self, on: .engine("e"), context)
        let head = journal.log.head
        await #expect(throws: PartyRejection.unknownJob) {
            try await journal.commit(context) { transaction in
                try await transaction.decide(
                    .reserve(holder(1), ResourceAmount(cores: 1)), by: EngineDecider.self,
                    on: .engine("e"))
                try await transaction.decide(
                    .reserve(attempt: 1), by: PartyDecider.self,
                    on: .party(Samples.job, Samples.guest))
            }
        }
        #expect(journal.log.head == head)
    }

    /// 200 at once on one stream of 100 cores: 100 are granted, whatever the order.
    @Test func concurrentCommandsAreDecidedOneAfterTheOther() async throws {
        try await journal.execute(
            .register(size), by: EngineDecider.self, on: .engine("e"), context)
        let granted = await withTaskGroup(of: Bool.self) { group in
            for number in 0..<200 {
                group.addTask {
                    let command = EngineCommand.reserve(holder(number), ResourceAmount(cores: 1))
                    do {
                        try await journal.execute(
                            command, by: EngineDecider.self, on: .engine("e"), context)
                        return true
                    } catch {
                        return false
                    }
                }
            }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(granted == 100)
        let state = try await journal.state(of: EngineDecider.self, .engine("e"))
        #expect(state.free.cores == 0)
        #expect(state.holdings.count == 100)
    }
}
