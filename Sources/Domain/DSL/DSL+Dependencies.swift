/// One arrow of the graph that a board draws (FATE's `dependencies`).
public struct DSLDependency: Hashable, Sendable {
    /// The component that is read.
    public let component: ComponentName
    /// `data`, `train_data`, `validate_data`, `model` or `cache`.
    public let type: String
    /// The kind of output that is read.
    public let output: DSLOutputs.Kind
    /// The place of the output in the list of its kind, from 0.
    public let position: Int
}

extension DSL {
    /// What a component reads, in the order data, model, isometric model, cache.
    ///
    /// Follows FATE-Flow `scheduler/dsl_parser.py` (`get_dependency`): other data keys than `data`
    /// and `train_data` count as `validate_data`, and both kinds of model as `model`.
    public func dependencies(of component: ComponentName) -> [DSLDependency] {
        (self[component]?.inputs ?? []).flatMap { input in
            input.references.compactMap { reference in
                let aliases = self[reference.component]?.outputs[input.slot.output]
                return aliases?.firstIndex(of: reference.alias).map { position in
                    DSLDependency(
                        component: reference.component, type: input.slot.dependencyType,
                        output: input.slot.output, position: position)
                }
            }
        }
    }
}

extension DSLInput.Slot {
    fileprivate var dependencyType: String {
        switch self {
        case .data(let key): ["data", "train_data"].contains(key) ? key : "validate_data"
        case .model, .isometricModel: "model"
        case .cache: "cache"
        }
    }
}
