/// What a component reads: an output of another one, written `component.alias`.
public struct DSLReference: Hashable, Sendable, CustomStringConvertible {
    /// The component that makes it.
    public let component: ComponentName
    /// The name that the component's output list gives it.
    public let alias: String
    /// Whether a predict job takes it from the trained model (`pipeline.component.alias`) instead
    /// of from a component of the same DSL.
    public let isFromPipeline: Bool

    /// Makes a reference.
    public init(component: ComponentName, alias: String, isFromPipeline: Bool = false) {
        self.component = component
        self.alias = alias
        self.isFromPipeline = isFromPipeline
    }

    /// Reads `component.alias` or `pipeline.component.alias`; `nil` for anything else.
    public init?(_ text: String) {
        var parts = text.split(separator: ".", omittingEmptySubsequences: false)
        let isFromPipeline = parts.count == 3 && parts[0] == "pipeline"
        if isFromPipeline { parts.removeFirst() }
        guard parts.count == 2, !parts[1].isEmpty, let component = ComponentName(String(parts[0]))
        else { return nil }
        self.init(component: component, alias: String(parts[1]), isFromPipeline: isFromPipeline)
    }

    /// The reference as it is written in a DSL.
    public var description: String { "\(isFromPipeline ? "pipeline." : "")\(component).\(alias)" }
}
