public import Domain

/// The graph of a job as its row tells it.
public struct JobGraph: Sendable {
    /// The graph, checked.
    public let dsl: DSL

    /// Reads DSL and conf of a row of `t_job`; `nil` when they are not what a job was made of.
    public init?(_ row: JSONObject) {
        let conf = row["f_runtime_conf"]?.object?["job_parameters"]?.object
        let type = conf?["common"]?.object?["job_type"]?.string
        let mode = type.flatMap(DSL.Mode.init(rawValue:)) ?? .train
        guard let source = row["f_dsl"], let dsl = try? DSL(source, mode: mode) else { return nil }
        self.dsl = dsl
    }

    /// FATE's view for the board: who reads what of whom.
    ///
    /// - Parameter needRun: whether a component does anything at the party that asks.
    public static func dependencies(of dsl: DSL, needRun: [ComponentName: Bool]) -> JSONObject {
        var modules = JSONObject()
        var runs = JSONObject()
        var arrows = JSONObject()
        for component in dsl.components {
            let name = component.name.text
            modules[name] = .string(component.module)
            runs[name] = .bool(needRun[component.name] ?? false)
            let dependencies = dsl.dependencies(of: component.name).map(\.json)
            if !dependencies.isEmpty { arrows[name] = .array(dependencies) }
        }
        return [
            "component_list": .array(dsl.components.map { .string($0.name.text) }),
            "component_module": .object(modules), "component_need_run": .object(runs),
            "dependencies": .object(arrows),
        ]
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
