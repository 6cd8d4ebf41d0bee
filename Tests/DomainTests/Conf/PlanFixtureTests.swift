import Domain
import Testing

@Suite struct PlanFixtureTests {
    @Test(arguments: Case.valid(with: "tasks")) func theInitiatorSchedulesWhatTheCaseSays(
        _ example: Case
    ) throws {
        let planned = try example.specification()
            .plannedComponents(in: try Fixtures.catalogue())
        let order = try example.required("topological_order").words()
        let upstream = try example.required("upstream").members()
        let tasks = try example.required("tasks").members()
        #expect(planned.map(\.name.text) == order)
        for component in planned {
            let name = component.name.text
            #expect(component.upstream.map(\.text).sorted() == (try upstream[name]?.words()))
            #expect(component.parties.map(\.description) == (try tasks[name]?.words()))
        }
    }

    @Test(arguments: Case.valid(with: "tasks")) func aPartyRunsWhatTheCaseSays(_ example: Case)
        throws
    {
        let (job, catalogue) = (try example.specification(), try Fixtures.catalogue())
        for (name, components) in try example.required("parties").members() {
            let party = try #require(Party(name))
            let plans = try job.taskPlans(for: party, in: catalogue)
            let expected = try components.members().filter { try $1.member("task") == true }
            #expect(Set(plans.map(\.component.text)) == Set(expected.map(\.key)))
            for plan in plans {
                let own = try components.member(plan.component.text)
                #expect(
                    try JSONValue(parsing: plan.parameters).sorted
                        == own.member("effective").sorted)
                #expect(plan.needRun == (own.object?["effective"]?.object?["need_run"] != false))
            }
        }
    }

    @Test func aPlanNamesInputsAndOutputs() throws {
        let job = try Case(name: "03_v2_branching_dag").specification()
        let plans = try job.taskPlans(for: job.initiator, in: try Fixtures.catalogue())
        let selection = try #require(
            plans.first { $0.component.text == "hetero_feature_selection_0" })
        #expect(selection.inputs.map(\.key) == ["data", "isometric_model", "isometric_model"])
        #expect(selection.inputs.map(\.kind) == [.data, .model, .model])
        #expect(selection.inputs.map(\.output) == ["train_data", "bin", "stat"])
        #expect(selection.dataOutputs == ["data"])
        #expect(selection.modelOutput == "sel")
        #expect(selection.provider == "fate@1.11.2")
    }
}
