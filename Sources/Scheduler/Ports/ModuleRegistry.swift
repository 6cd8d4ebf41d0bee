public import Domain

/// What a site knows of its modules beyond their parameters' names.
public protocol ModuleRegistry: Sendable {
    /// All modules of the site.
    var catalogue: ModuleCatalogue { get }
    /// What is wrong with parameter values; `nil` when they can work.
    func problem(with parameters: JSONObject, of module: String, for role: Role) -> String?
    /// What of a table that a Reader hands on keeps a module from reading it; `nil` when nothing
    /// is known to.
    func problem(
        with table: TableSchema, of module: String, _ parameters: JSONObject, for role: Role
    ) -> String?
}

extension ModuleRegistry {
    /// Nothing is known of tables.
    public func problem(
        with table: TableSchema, of module: String, _ parameters: JSONObject, for role: Role
    ) -> String? { nil }
}
