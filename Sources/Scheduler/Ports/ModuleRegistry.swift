public import Domain

/// What a site knows of its modules beyond their parameters' names.
public protocol ModuleRegistry: Sendable {
    /// All modules of the site.
    var catalogue: ModuleCatalogue { get }
    /// What is wrong with parameter values; `nil` when they can work.
    func problem(with parameters: JSONObject, of module: String, for role: Role) -> String?
}
