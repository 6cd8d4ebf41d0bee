import Domain
import Testing

@Suite struct DSLFixtureTests {
    @Test(arguments: Case.valid(with: "topological_order")) func orderOfComponents(in example: Case)
        throws
    {
        let dsl = try example.specification().dsl
        let expected = try example.required("topological_order").words()
        #expect(dsl.graph.topologicalOrder.map(\.text) == expected)
        #expect(dsl.topologicalOrder.map(\.name.text) == expected)
    }

    @Test(arguments: Case.valid(with: "upstream")) func edges(in example: Case) throws {
        let graph = try example.specification().dsl.graph
        for (name, upstream) in try example.required("upstream").members() {
            let component = try JSONValue.string(name).component()
            #expect(graph.upstream(of: component).map(\.text).sorted() == (try upstream.words()))
        }
        for (name, downstream) in try example.required("downstream").members() {
            let component = try JSONValue.string(name).component()
            #expect(
                graph.downstream(of: component).map(\.text).sorted() == (try downstream.words()))
        }
    }

    @Test(arguments: Case.valid(with: "levels")) func levels(in example: Case) throws {
        let levels = try example.specification().dsl.graph.levels.map { Set($0.map(\.text)) }
        #expect(levels == (try example.required("levels").items().map { Set(try $0.words()) }))
    }

    @Test(arguments: Case.valid(with: "dependencies")) func dependencies(in example: Case) throws {
        let dsl = try example.specification().dsl
        let expected = try example.required("dependencies").members()
        for component in dsl.components {
            let dependencies = dsl.dependencies(of: component.name).map(\.json)
            #expect(dependencies == expected[component.name.text]?.array ?? [])
        }
    }

    @Test func rerunTakesAllThatNeedsTheComponent() throws {
        let example = Case(name: "03_v2_branching_dag")
        let expected = try example.required("rerun_from")
        let start = try expected.member("component").component()
        let again = try example.specification().dsl.graph.closure(downstreamOf: start)
        #expect(again.map(\.text).sorted() == (try expected.member("components").words()))
    }
}

extension DSLDependency {
    fileprivate var json: JSONValue {
        [
            "component_name": .string(component.text), "type": .string(type),
            "up_output_info": [.string(output.rawValue), .integer(Int64(position))],
        ]
    }
}
