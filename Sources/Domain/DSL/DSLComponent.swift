/// One component of a DSL: what runs, what it reads and what it makes.
public struct DSLComponent: Hashable, Sendable {
    /// The name, unique in the DSL.
    public let name: ComponentName
    /// FATE's module name, such as `HeteroLR`.
    public let module: String
    /// The provider asked for in the DSL (FATE 1.7 and 1.8; later it stands in the conf).
    public let provider: String?
    /// What it reads: data in the order of the DSL, then model, isometric model and cache.
    public let inputs: [DSLInput]
    /// What it makes.
    public let outputs: DSLOutputs

    /// Makes a component.
    public init(
        name: ComponentName, module: String, provider: String? = nil, inputs: [DSLInput] = [],
        outputs: DSLOutputs = DSLOutputs()
    ) {
        self.name = name
        self.module = module
        self.provider = provider
        self.inputs = inputs
        self.outputs = outputs
    }

    /// The references of one kind of input, in order.
    public func references(_ slot: DSLInput.Slot) -> [DSLReference] {
        inputs.filter { $0.slot == slot }.flatMap(\.references)
    }

    /// Whether it goes on training a model: it reads both training data and a model.
    public var isWarmStart: Bool {
        !references(.data(key: "train_data")).isEmpty && !references(.model).isEmpty
    }
}

/// One list of references of a component.
public struct DSLInput: Hashable, Sendable {
    /// What the references are read as.
    public enum Slot: Hashable, Sendable {
        /// A table: `data`, `train_data`, `validate_data`, `test_data`, `eval_data` or another key.
        case data(key: String)
        /// A model of the same kind of component.
        case model
        /// A model of another kind of component.
        case isometricModel
        /// A cached intermediate result.
        case cache
    }

    /// What the references are read as.
    public let slot: Slot
    /// The outputs that are read.
    public let references: [DSLReference]

    /// Makes an input.
    public init(_ slot: Slot, _ references: [DSLReference]) {
        self.slot = slot
        self.references = references
    }
}

extension DSLInput.Slot {
    /// The path of the list inside the component.
    public var field: String {
        switch self {
        case .data(let key): "input.data.\(key)"
        case .model: "input.model"
        case .isometricModel: "input.isometric_model"
        case .cache: "input.cache"
        }
    }

    /// The kind of output that is read here.
    public var output: DSLOutputs.Kind {
        switch self {
        case .data: .data
        case .model, .isometricModel: .model
        case .cache: .cache
        }
    }
}

/// The names of a component's outputs; the place in the list says which result is meant.
public struct DSLOutputs: Hashable, Sendable {
    /// The kinds of output.
    public enum Kind: String, Hashable, Sendable, CaseIterable { case data, model, cache }

    private var names: [Kind: [String]]

    /// Makes outputs; a kind that is not named has none.
    public init(_ names: [Kind: [String]] = [:]) { self.names = names }

    /// The names of one kind.
    public subscript(kind: Kind) -> [String] { names[kind] ?? [] }

    /// Whether the list of this kind was written at all, even if it is empty.
    public func declares(_ kind: Kind) -> Bool { names[kind] != nil }
}
