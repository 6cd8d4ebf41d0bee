public import Domain

/// What a component leaves behind at its party.
public struct TaskResult: Sendable {
    /// Output tables, matched by position with the DSL's output names.
    public var tables: [TableContent]
    /// The output model, where the component has one.
    public var model: ModelArtifact?
    /// What a person wants to know of the run (FATE's component summary).
    public var summary: JSONObject
    /// A table to be stored under a name of its own, as `Upload` does.
    public var namedTable: (name: TableName, content: TableContent)?

    /// Makes a result.
    public init(
        tables: [TableContent] = [], model: ModelArtifact? = nil, summary: JSONObject = [:],
        namedTable: (name: TableName, content: TableContent)? = nil
    ) {
        self.tables = tables
        self.model = model
        self.summary = summary
        self.namedTable = namedTable
    }
}

/// A component's model at one party.
public struct ModelArtifact: Hashable, Sendable {
    /// The module that made it.
    public let module: String
    /// How it was trained (FATE's `…Meta`).
    public let meta: JSONObject
    /// What was learnt (FATE's `…Param`).
    public let parameters: JSONObject

    /// Makes a model.
    public init(module: String, meta: JSONObject, parameters: JSONObject) {
        self.module = module
        self.meta = meta
        self.parameters = parameters
    }
}

/// Why a component could not do its work, in a sentence for the user.
public struct ComponentError: Error, Equatable, CustomStringConvertible {
    /// What was wrong, where, and what to do.
    public let message: String

    /// Makes an error.
    public init(_ message: String) { self.message = message }

    public var description: String { message }
}
