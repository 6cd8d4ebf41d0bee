/// In what two plans of one component at one party differ, as far as what it makes depends on it.
public enum PlanDifference {
    /// A sentence for each difference, from the view of the second plan; none when both make the same
    /// of the same inputs.
    public static func sentences(_ old: PartyTaskPlan, _ new: PartyTaskPlan) -> [String] {
        JSONDifference.places(members(old), members(new)).map { place in
            "\(place.path) is \(text(place.left)) there and \(text(place.right)) here"
        }
    }

    private static func members(_ plan: PartyTaskPlan) -> JSONObject {
        [
            "module": .string(plan.module), "provider": .string(plan.provider),
            "parameter": .object((try? JSONValue(parsing: plan.parameters))?.object ?? [:]),
            "need_run": .bool(plan.needRun),
            "input": .array(
                plan.inputs.map { .string("\($0.key) \($0.component).\($0.output)") }),
            "output data": .array(plan.dataOutputs.map { .string($0) }),
            "output model": plan.modelOutput.map { .string($0) } ?? .null,
            "parties": .array(plan.parties.map { .string("\($0)") }),
        ]
    }

    private static func text(_ value: JSONValue) -> String {
        if value.isNull { return "nothing" }
        return value.string ?? value.text()
    }
}
