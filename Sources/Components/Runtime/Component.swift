public import Domain

/// A built-in federated component: what one party does in one task.
///
/// The worker makes one value per task, hands it the context and runs it once. A component talks
/// to the other parties only through `context.channel` and to its own site only through
/// `context.tracker`; its results are what `run` returns.
public protocol Component: Sendable {
    /// The modules that this component answers for (more than one where FATE has an alias), with
    /// FATE's parameter names and defaults.
    static var descriptors: [ModuleDescriptor] { get }

    /// Refuses parameter values that cannot work, before a job is accepted.
    ///
    /// `parameters` are the effective ones: all names are known and defaults are filled in.
    /// - Throws: `ComponentError` naming the parameter, what it was and what it may be.
    static func check(_ parameters: JSONObject, for role: Role) throws(ComponentError)

    /// Refuses a table of the site whose columns cannot work, before a job is accepted.
    ///
    /// Asked for tables that a Reader hands on; what other components make is known only later.
    /// - Throws: `ComponentError` naming the column, the parameter and what the table has.
    static func check(
        _ table: TableSchema, with parameters: JSONObject, for role: Role
    ) throws(ComponentError)

    /// Does this party's part of the task.
    ///
    /// - Throws: `ComponentError` with a sentence a user can act on.
    static func run(_ context: TaskContext) async throws -> TaskResult
}

extension Component {
    /// Reads whatever table it is given.
    public static func check(
        _ table: TableSchema, with parameters: JSONObject, for role: Role
    ) throws(ComponentError) {}
}
