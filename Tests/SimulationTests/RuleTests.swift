import TestKit
import Testing

/// The rules of a simulation are broken by mistakes that are made on purpose.
@Suite struct RuleTests {
    private func problems(_ sabotage: WorldPlan.Sabotage) async throws -> [String] {
        try await Simulation.onThread {
            try (0..<4).compactMap {
                try Simulation.run(WorldPlan(seed: $0, sabotage: sabotage)).problem
            }
        }
    }

    @Test func aSecondProcessOfARunIsFound() async throws {
        let problems = try await problems(.launchesTwice)
        #expect(problems.contains { $0.contains("started as a process twice") }, "\(problems)")
    }

    @Test func rowsThatMissEventsAreFound() async throws {
        let problems = try await problems(.skipsRows)
        #expect(problems.contains { $0.contains("a row that the log does not give") })
    }

    @Test func aJobThatIsNeverOverIsFound() async throws {
        let problems = try await problems(.losesEnds)
        #expect(problems.contains { $0.contains("not over after") }, "\(problems)")
    }
}
