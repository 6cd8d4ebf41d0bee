public import Domain

/// A built-in federated component: what one party does in one task.
///
/// The worker makes one value per task, hands it the context and runs it once. A component talks
/// to the other parties only through `context.channel` and to its own site only through
/// `context.tracker`; its results are what `run` returns.
public protocol Component: Sendable {
    /// FATE's module names for this component, the first one being its own.
    static var modules: [String] { get }

    /// Does this party's part of the task.
    ///
    /// - Throws: `ComponentError` with a sentence a user can act on.
    static func run(_ context: TaskContext) async throws -> TaskResult
}
