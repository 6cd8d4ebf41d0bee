import Domain

/// Hands a model of an earlier job to the components behind it, which train it further or use it
/// (FATE-Flow 1.11 `components/model_loader.py`).
///
/// The scheduler finds the model and passes it as the input `model`; it is given on as it is. A party
/// whose role does not run the component that trained it has nothing to load.
enum ModelLoader: Component {
    static let descriptors = [
        ModuleDescriptor(
            module: "ModelLoader", provider: "fate_flow", version: "1.11.2",
            roles: [.guest, .host, .arbiter],
            parameters: [
                "model_id": "", "model_version": "", "component_name": "", "model_alias": nil,
                "step_index": nil, "step_name": nil, "need_run": true,
            ])
    ]

    static func check(
        _ parameters: JSONObject, for role: Role
    ) throws(ComponentError) {
        let reader = ParameterReader(parameters)
        for name in ["model_id", "model_version"] { _ = try reader.requiredText(name) }
        guard ComponentName(try reader.requiredText("component_name")) != nil else {
            throw reader.refusal("component_name", "must be the name of a component")
        }
        _ = try reader.text("model_alias")
        for name in ["step_index", "step_name"] where reader.value(name) != nil {
            throw reader.refusal(
                name,
                "must be left out: components keep no checkpoints here, only what they have "
                    + "trained in the end")
        }
        _ = try reader.bool("need_run")
    }

    static func run(_ context: TaskContext) async throws -> TaskResult {
        guard let model = context.models["model"]?.first else { return TaskResult() }
        let reader = ParameterReader(context.parameters)
        let component = try reader.requiredText("component_name")
        let names = ["model_id", "model_version", "component_name", "model_alias"]
        try await context.tracker.describe(
            MetricMeta(
                namespace: "model_loader", name: component, type: "component_model_info",
                attributes: JSONObject(names.map { ($0, context.parameters[$0] ?? .null) })))
        return TaskResult(model: model)
    }
}
