/// What a provider says of one of its modules.
public struct ModuleDescriptor: Hashable, Sendable {
    /// FATE's module name, such as `HeteroLR`.
    public let module: String
    /// The provider, such as `fate`.
    public let provider: String
    /// The provider's version.
    public let version: String
    /// The roles that run the module; other roles have no task of it.
    public let roles: Set<Role>
    /// Every parameter with its default. An object is a nested parameter object and is merged key
    /// by key; any other value is replaced whole.
    public let parameters: JSONObject

    /// Makes a descriptor.
    public init(
        module: String, provider: String, version: String, roles: Set<Role>, parameters: JSONObject
    ) {
        self.module = module
        self.provider = provider
        self.version = version
        self.roles = roles
        self.parameters = parameters
    }
}
