import Testing

@testable import clotho

@Suite struct LevelPlanTests {
    @Test func aNodeIsBelowAllThatItDependsOn() {
        let plan = LevelPlan(upstream: [[], [0], [0], [1, 2]])
        #expect(plan.levels == [[.node(0)], [.node(1), .node(2)], [.node(3)]])
    }

    @Test func aLongEdgePassesThroughTheLevelsBetween() {
        let plan = LevelPlan(upstream: [[], [0], [0, 1]])
        #expect(plan.levels[1] == [.node(1), .passage(from: 0)])
        #expect(plan.links[0] == [.init(from: .node(0), to: [.node(1), .passage(from: 0)])])
        #expect(plan.links[1].last == .init(from: .passage(from: 0), to: [.node(2)]))
    }

    @Test func placesStandBelowTheirSources() {
        // The edges of two chains would cross if nodes kept their order.
        let plan = LevelPlan(upstream: [[], [], [1], [0]])
        #expect(plan.levels[1] == [.node(3), .node(2)])
    }

    @Test func nothingIsAlsoAGraph() {
        #expect(LevelPlan(upstream: []).levels.isEmpty)
    }
}
