/// Derives the DSL of a predict job from the DSL of the job that trained the model
/// (FATE-Flow `scheduler/dsl_parser.py`, `deploy_component`).
struct PredictDSL {
    private let dsl: DSL
    private let deployed: Set<ComponentName>

    /// - Throws: `DSLError` of `deploy_unknown_component`.
    init(_ dsl: DSL, deploying names: [String]?) throws(DSLError) {
        self.dsl = dsl
        let known = Set(dsl.components.map(\.name))
        for name in names ?? [] {
            if let name = ComponentName(name), known.contains(name) { continue }
            throw DSLError(
                .deployUnknownComponent, component: name, field: "cpn_list",
                message: "cpn_list names \(name), but the trained DSL has only "
                    + dsl.components.map(\.name.text).joined(separator: ", "))
        }
        deployed = names.map { Set($0.compactMap(ComponentName.init)) } ?? known
    }

    /// The DSL with the components that are deployed, in an order in which they may run.
    func json(codePath: (DSLComponent) -> String?) -> JSONValue {
        let members = dsl.topologicalOrder.filter { deployed.contains($0.name) }.map { component in
            var member = self.member(component)
            member["CodePath"] = codePath(component).map(JSONValue.string)
            return (component.name.text, JSONValue.object(member))
        }
        return ["components": .object(JSONObject(members))]
    }

    private func member(_ component: DSLComponent) -> JSONObject {
        var member: JSONObject = ["module": .string(component.module)]
        let input = input(of: component)
        if !input.isEmpty { member["input"] = .object(input) }
        let outputs = [DSLOutputs.Kind.data, .cache].filter(component.outputs.declares)
        if !outputs.isEmpty {
            member["output"] = .object(
                JSONObject(
                    outputs.map {
                        ($0.rawValue, .array(component.outputs[$0].map(JSONValue.string)))
                    }))
        }
        return member
    }

    private func input(of component: DSLComponent) -> JSONObject {
        var input: JSONObject = [:]
        input["model"] = Self.list(models(of: component))
        if let (key, references) = data(of: component), let list = Self.list(references) {
            input["data"] = [key: list]
        }
        input["cache"] = Self.list(component.references(.cache).filter(isDeployed))
        return input
    }

    /// The model that the component trained, or else the one that it used.
    private func models(of component: DSLComponent) -> [DSLReference] {
        let own = component.outputs[.model].map { (component.name, $0) }
        let used = component.references(.model).map { ($0.component, $0.alias) }
        return (own.isEmpty ? used : own).map { name, alias in
            DSLReference(component: name, alias: alias, isFromPipeline: true)
        }
    }

    /// Only one kind of data is read when predicting.
    private func data(of component: DSLComponent) -> (key: String, [DSLReference])? {
        let key = Self.dataKeys.first { !component.references(.data(key: $0)).isEmpty }
        guard let key else { return nil }
        let references = component.references(.data(key: key)).map(bridged).filter(isDeployed)
        return (key == "data" ? key : "test_data", references)
    }

    private static let dataKeys = ["data", "train_data", "validate_data", "test_data", "eval_data"]

    /// What to read instead of a component that is left out: what that one read.
    private func bridged(_ reference: DSLReference) -> DSLReference {
        var reference = reference
        while !isDeployed(reference), let skipped = dsl[reference.component],
            skipped.module != "Reader", !skipped.outputs[.data].isEmpty,
            let next = Self.bridgeKeys.lazy.compactMap({
                skipped.references(.data(key: $0)).first
            }).first
        {
            reference = next
        }
        return reference
    }

    private static let bridgeKeys = [
        "train_data", "eval_data", "test_data", "data", "validate_data",
    ]

    private func isDeployed(_ reference: DSLReference) -> Bool {
        deployed.contains(reference.component)
    }

    private static func list(_ references: [DSLReference]) -> JSONValue? {
        guard !references.isEmpty else { return Optional<JSONValue>.none }
        return .array(references.map { .string($0.description) })
    }
}

extension DSL {
    /// The DSL with which a predict job uses the models that this one trains.
    ///
    /// A component reads its own model (`pipeline.NAME.ALIAS`) and one kind of data; data that a
    /// component made which is left out is replaced by what that one read.
    /// - Parameters:
    ///   - names: The components to take (FATE's `cpn_list`); `nil` takes all.
    ///   - codePath: FATE's `CodePath` of a component, where it is wanted.
    /// - Throws: `DSLError` of `deploy_unknown_component`.
    public func predictDSL(
        deploying names: [String]? = nil, codePath: (DSLComponent) -> String? = { _ in nil }
    ) throws(DSLError) -> JSONValue {
        try PredictDSL(self, deploying: names).json(codePath: codePath)
    }
}
