import Domain
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

    private let holder = ResourceHolder(job: Samples.job, party: Samples.guest)

    /// An engine that has given the guest what its job needs, and what came then.
    private func engines(_ more: EngineEvent...) -> [String: EngineState] {
        let size = EngineSize(kind: "STANDALONE", cores: 8, memory: 0, nodes: 1)
        let given = EngineEvent.reserved(holder, ResourceAmount(cores: 4, memory: 0))
        return ["standalone": EngineDecider.replay([.registered(size), given] + more)]
    }

    @Test func aSecondProcessOfARunIsFound() async throws {
        let problems = try await problems(.launchesTwice)
        #expect(problems.contains { $0.contains("started as a process twice") }, "\(problems)")
    }

    @Test func rowsThatMissEventsAreFound() async throws {
        let problems = try await problems(.skipsRows)
        #expect(problems.contains { $0.contains("a row that the log does not give") })
    }

    /// Cores that a job which is over would hold: no program makes them, as they are given back in the
    /// commit of the end, and the rule sees them in whatever history.
    @Test func coresOfAnEndedJobAreFound() throws {
        let ended = PartyDecider.replay([
            .created(Samples.creation(["a"])), .reserved(attempt: 1), .started,
            .ended(.failed, reason: ""),
        ])
        let error = #expect(throws: BrokenRule.self) {
            try PartyRules.check(settled: ended, holder, engines())
        }
        #expect(error?.description.contains("holds 4 cores, not 0") == true)
        try PartyRules.check(settled: ended, holder, engines(.released(holder)))
    }

    /// A second task at a party that has cores for one.
    @Test func moreTasksThanCoresAreFound() throws {
        let (a, b) = (Samples.name("a"), Samples.name("b"))
        func starting(_ component: ComponentName) -> PartyEvent {
            .taskStarting(component, version: 0, worker: "w", tokenDigest: "")
        }
        let facts: [PartyEvent] = [
            .created(Samples.creation(["a", "b"])), .reserved(attempt: 1), .started, starting(a),
        ]
        let error = #expect(throws: BrokenRule.self) {
            try PartyRules.check(
                settled: PartyDecider.replay(facts + [starting(b)]), holder, engines())
        }
        #expect(error?.description.contains("has cores for 1 tasks") == true)
        try PartyRules.check(settled: PartyDecider.replay(facts), holder, engines())
    }

    @Test func aJobThatIsNeverOverIsFound() async throws {
        let problems = try await problems(.losesEnds)
        #expect(problems.contains { $0.contains("not over after") }, "\(problems)")
    }
}
