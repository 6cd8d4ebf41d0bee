import Domain
import EventStore
import Journal
import TestKit
import Testing

@testable import Projections

/// Which position a time means, on logs whose times jump back and forth.
@Suite struct MomentResolverTests {
    /// Appends events at these times, in this order.
    static func log(_ times: [Int64]) async throws -> MemoryEventLog {
        let log = MemoryEventLog(site: "a")
        for (number, time) in times.enumerated() {
            let size = EngineSize(kind: "STANDALONE", cores: number + 1, memory: 0, nodes: 1)
            try await Journal(log).execute(
                .register(size), by: EngineDecider.self, on: .engine("e\(number % 7)"),
                CommandContext(
                    actor: "test", correlationID: "c", now: Timestamp(millisecondsSinceEpoch: time))
            )
        }
        return log
    }

    /// The rule, literally: the last position up to which no event is later than the time.
    static func position(_ times: [Int64], at time: Int64) -> Position {
        Position(UInt64(times.prefix { $0 <= time }.count))
    }

    @Test(arguments: [0, 1, 2, 3, 4, 5])
    func everyTimeHasThePositionOfTheRule(_ seed: UInt64) async throws {
        var generator = SeededGenerator(seed: seed)
        let times = (0..<2_600).map { number in
            Int64(number) * 3 + Int64.random(in: -400...400, using: &generator)
        }
        let log = try await Self.log(times)
        let store = try ViewStore()
        // The rows may be behind the log: the rest is read off it.
        let projected = Position(UInt64.random(in: 0...2_600, using: &generator))
        try await Projector.rebuild(store, from: log, upTo: projected)
        let resolver = MomentResolver(log: log, views: store)
        for _ in 0..<200 {
            let time = Int64.random(in: -500...8_300, using: &generator)
            let expected = Self.position(times, at: time)
            let found = try await resolver.end(of: .time(time - 7...time))
            #expect(found.position == expected, "seed \(seed), time \(time)")
            #expect(found.time == times.prefix(Int(expected.number)).max(), "seed \(seed)")
            let start = try await resolver.start(of: .time(time...time + 7))
            #expect(start == Self.position(times, at: time - 1), "seed \(seed), time \(time)")
            let same = try await resolver.end(of: .position(expected))
            #expect(same == found, "seed \(seed), time \(time)")
        }
    }

    @Test func aPositionThatIsNotThereYetIsRefused() async throws {
        let log = try await Self.log([5, 6])
        let resolver = MomentResolver(log: log, views: try ViewStore())
        let error = await #expect(throws: PastError.self) {
            try await resolver.end(of: .position(Position(3)))
        }
        #expect(error?.description == "there is no position 3 yet: the log ends at 2")
    }

    @Test func eventsOfOtherSitesDoNotMoveTheClock() async throws {
        let event = try #require(try await Self.log([50]).events(after: .origin, limit: 1).first)
        #expect(MomentMarks.later(7, event, site: "a") == 50)
        #expect(MomentMarks.later(7, event, site: "b") == 7)
        #expect(MomentMarks.later(70, event, site: "a") == 70)
    }
}
