/// A DSL and a conf of version 1 that fit together, and what they are in version 2.
///
/// FATE-Flow has refused them since 1.7 and converts them only when a model is deployed; here they
/// are converted when they are submitted, and run as version 2.
public struct VersionOneJob: Hashable, Sendable {
    /// The graph of components.
    public let dsl: VersionOneDSL
    /// The parties and their parameters.
    public let conf: VersionOneConf

    /// Checks the conf, then the DSL, then that some role has each table that is read.
    public init(dsl: JSONValue, conf: JSONValue) throws(JobSpecificationError) {
        self.conf = try Result { () throws(ConfError) in try VersionOneConf(conf) }
            .mapError(JobSpecificationError.conf).get()
        self.dsl = try Result { () throws(DSLError) in try VersionOneDSL(dsl) }
            .mapError(JobSpecificationError.dsl).get()
        try Result { () throws(DSLError) in try checkTables() }
            .mapError(JobSpecificationError.dsl).get()
    }

    /// DSL and conf in version 2.
    public var converted: (dsl: JSONValue, conf: JSONValue) {
        (dsl.converted, conf.converted(readers: dsl.readers))
    }

    /// The DSL of version 1 with which a predict job uses the models that this job trains: every
    /// table is `args.eval_data`, and components with `need_deploy` false are left out.
    public func predictDSL(
        codePath: (DSLComponent) -> String? = { _ in nil }
    ) throws(DSLError) -> JSONValue {
        let dsl = try DSL(self.dsl.converted)
        let predict = try dsl.predictDSL(deploying: dsl.neededToPredict, codePath: codePath)
        let readers = Set(self.dsl.readers.map(\.name))
        let components = (predict.object?["components"]?.object ?? [:])
            .filter { !readers.contains($0.key) }
            .map { ($0.key, Self.reading(readers, $0.value)) }
        return ["components": .object(JSONObject(components))]
    }

    /// The component with what it reads of these readers read from the conf instead.
    private static func reading(_ readers: Set<String>, _ component: JSONValue) -> JSONValue {
        guard var members = component.object, var input = members["input"]?.object,
            let data = input["data"]?.object
        else { return component }
        let lists = data.map { key, list -> (String, JSONValue) in
            let items = (list.array ?? []).map { item -> JSONValue in
                let reference = item.string.flatMap(DSLReference.init)
                let isTable = reference.map { readers.contains($0.component.text) } ?? false
                return isTable ? "args.eval_data" : item
            }
            return (key, .array(items))
        }
        input["data"] = .object(JSONObject(lists))
        members["input"] = .object(input)
        return .object(members)
    }

    private func checkTables() throws(DSLError) {
        let known = Set(conf.tables.values.flatMap { $0.flatMap(\.keys) })
        for argument in dsl.arguments where !known.contains(argument.key) {
            throw DSLError(
                .argsDataMissing, component: argument.component, field: argument.field,
                message: "Component \(argument.component): \(argument.field) reads "
                    + "args.\(argument.key), but no role of the conf has \(argument.key) in "
                    + "role_parameters.ROLE.args.data")
        }
    }
}

extension DSL {
    /// The components that a predict job needs by themselves (FATE 1.6: `need_deploy` of the DSL,
    /// or else of the module; only Evaluation's is false).
    public var neededToPredict: [String] {
        let written = source.object?["components"]?.object ?? [:]
        return components.filter { component in
            written[component.name.text]?.object?["need_deploy"]?.bool
                ?? (component.module != "Evaluation")
        }.map(\.name.text)
    }
}
