extension JobSpecification {
    /// What the initiator's site schedules: the components in topological order.
    public func plannedComponents(
        in catalogue: ModuleCatalogue
    ) throws(ConfError) -> [PlannedComponent] {
        try components.map { (component) throws(ConfError) in
            PlannedComponent(
                name: component.name, module: component.module,
                upstream: dsl.graph.upstream(of: component.name),
                parties: try parties(of: component, in: catalogue))
        }
    }

    /// What a party runs, in topological order; components without a task there are left out.
    ///
    /// A cache is no input of a plan: workers keep none, and compute what it would hold.
    /// - Parameter stored: as of `parameters(of:for:in:over:strictly:)`.
    public func taskPlans(
        for party: Party, in catalogue: ModuleCatalogue,
        over stored: [ComponentName: JSONObject] = [:]
    ) throws(ConfError) -> [PartyTaskPlan] {
        var plans: [PartyTaskPlan] = []
        for component in components {
            if let plan = try taskPlan(of: component, for: party, in: catalogue, over: stored) {
                plans.append(plan)
            }
        }
        return plans
    }

    /// One component as a party runs it; `nil` when the party has no task of it.
    ///
    /// - Parameters:
    ///   - stored: as of `parameters(of:for:in:over:strictly:)`.
    ///   - strictly: as there.
    public func taskPlan(
        of component: DSLComponent, for party: Party, in catalogue: ModuleCatalogue,
        over stored: [ComponentName: JSONObject] = [:], strictly: Bool = true
    ) throws(ConfError) -> PartyTaskPlan? {
        let own = try parameters(
            of: component, for: party, in: catalogue, over: stored, strictly: strictly)
        guard let own else { return nil }
        return PartyTaskPlan(
            component: component.name, module: component.module,
            provider: own.provider.description, parties: own.roles.flatMap(\.parties),
            parameters: JSONValue.object(own.effective).text(), needRun: own.needRun,
            inputs: component.inputs.flatMap(\.planned),
            dataOutputs: component.outputs[.data],
            modelOutput: component.outputs[.model].first)
    }
}

extension DSLInput {
    fileprivate var planned: [PartyTaskPlan.Input] {
        let (kind, key): (PartyTaskPlan.Input.Kind, String)
        switch slot {
        case .data(let name): (kind, key) = (.data, name)
        case .model: (kind, key) = (.model, "model")
        case .isometricModel: (kind, key) = (.model, "isometric_model")
        case .cache: return []
        }
        return references.map { reference in
            PartyTaskPlan.Input(
                kind: reference.isFromPipeline ? .pipeline : kind, key: key,
                component: reference.component, output: reference.alias)
        }
    }
}
