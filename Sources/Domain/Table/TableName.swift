/// The address of a table at a site: a namespace and a name (FATE's DTable identity).
public struct TableName: Hashable, Sendable, CustomStringConvertible {
    /// The namespace, such as `experiment`.
    public let namespace: String
    /// The name inside the namespace.
    public let name: String

    /// Makes a table name; both parts must not be empty.
    public init?(namespace: String, name: String) {
        guard !namespace.isEmpty, !name.isEmpty else { return nil }
        self.namespace = namespace
        self.name = name
    }

    /// `namespace/name`.
    public var description: String { "\(namespace)/\(name)" }
}
