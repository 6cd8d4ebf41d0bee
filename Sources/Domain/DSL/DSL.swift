/// A job's graph of components, checked (FATE's DSL version 2).
public struct DSL: Hashable, Sendable {
    /// What the DSL is for.
    public enum Mode: String, Hashable, Sendable {
        case train
        /// Models come from an earlier job: references to them are no edges of this graph.
        case predict
    }

    /// What the DSL is for.
    public let mode: Mode
    /// The components, in the order declared.
    public let components: [DSLComponent]
    /// Who waits for whom.
    public let graph: DSLGraph
    /// The DSL as written.
    public let source: JSONValue
    private let places: [ComponentName: Int]

    /// Checks a DSL, in the order of FATE-Flow `scheduler/dsl_parser.py`; the first mistake ends it.
    ///
    /// Stricter than FATE: no component at all, two outputs of one name and a reference that is
    /// not `component.alias` are mistakes, and a loop is reported with its members wherever it is.
    public init(_ source: JSONValue, mode: Mode = .train) throws(DSLError) {
        let drafts = try DSLDraft.drafts(of: source)
        let outputs = Dictionary(uniqueKeysWithValues: drafts.map { ($0.name, $0.outputs) })
        var components: [DSLComponent] = []
        for draft in drafts {
            let inputs = try DSLInputReader(draft: draft, outputs: outputs, mode: mode).inputs()
            components.append(
                DSLComponent(
                    name: draft.name, module: draft.module, provider: draft.provider,
                    inputs: inputs, outputs: draft.outputs))
        }
        self.mode = mode
        self.components = components
        self.graph = try DSLGraph(components, mode: mode)
        self.source = source
        self.places = Dictionary(
            uniqueKeysWithValues: components.enumerated().map { ($1.name, $0) })
        try checkModelAliases()
    }

    /// The component of that name.
    public subscript(name: ComponentName) -> DSLComponent? {
        places[name].map { components[$0] }
    }

    /// The components in an order in which each comes after all that it reads.
    public var topologicalOrder: [DSLComponent] { graph.topologicalOrder.compactMap { self[$0] } }
}

extension DSL {
    /// FATE finds an unknown model or cache alias only after a loop, when it builds the
    /// dependency view; of a DSL with both mistakes the loop is reported.
    private func checkModelAliases() throws(DSLError) {
        for component in components {
            for input in component.inputs where mode == .train || input.slot == .cache {
                for reference in input.references {
                    let known = self[reference.component]?.outputs[input.slot.output] ?? []
                    if known.contains(reference.alias) { continue }
                    throw .unknownOutput(reference, of: component.name.text, input.slot, known)
                }
            }
        }
    }
}
