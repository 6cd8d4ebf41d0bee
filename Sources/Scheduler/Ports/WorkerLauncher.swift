public import Domain

/// Starts and watches worker processes on a compute engine.
public protocol WorkerLauncher: Sendable {
    /// Makes ready what can be made before it is known whether tasks start: the order may come soon, or
    /// never.
    func expect(_ tasks: [TaskID], at party: Party) async
    /// Starts the process, or finds the one that an earlier call for the same worker started.
    func launch(_ order: WorkerOrder) async throws -> WorkerIdentity
    /// Returns when the process has ended, or has nothing left to do but to end.
    ///
    /// - Throws: `CancellationError` when the server stops before; the worker goes on.
    func exit(of worker: String, _ identity: WorkerIdentity) async throws -> WorkerExit
    /// What a worker that has ended says of its work, in the document that it left; `nil` when it
    /// left none.
    func ending(of worker: String, _ task: TaskID, _ party: Party) async -> WorkerEnding?
    /// Ends the process: politely, and by force after a grace time.
    func stop(_ identity: WorkerIdentity) async
}

extension WorkerLauncher {
    /// Nothing to make ready.
    public func expect(_ tasks: [TaskID], at party: Party) async {}
}

/// The end of a worker's work, by the worker's own word.
public struct WorkerEnding: Sendable {
    /// How the work ended.
    public let result: WorkerResult
    /// The table that an upload made.
    public let namedTable: (name: TableName, content: TableContent)?

    /// Makes an ending.
    public init(
        _ result: WorkerResult, namedTable: (name: TableName, content: TableContent)? = nil
    ) {
        self.result = result
        self.namedTable = namedTable
    }
}

/// Why a worker process could not be started; trying again would not help.
public struct LaunchFailure: Error, Hashable, Sendable, CustomStringConvertible {
    /// What was wrong and what to do.
    public let reason: String

    /// Makes a failure.
    public init(_ reason: String) { self.reason = reason }

    public var description: String { reason }
}
