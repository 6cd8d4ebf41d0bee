import Domain
import Scheduler

/// Ends work that takes too long, by the scheduler's clock.
enum Deadline {
    /// The value of `work`; `nil` when it has not come in time. The work is cancelled then.
    static func within<Value: Sendable>(
        _ milliseconds: Int64, _ clock: any WallClock,
        _ work: @escaping @Sendable () async throws -> Value
    ) async throws -> Value? {
        try await withThrowingTaskGroup(of: Value?.self) { group in
            group.addTask { try await work() }
            group.addTask {
                await clock.wait(milliseconds: milliseconds)
                return nil
            }
            defer { group.cancelAll() }
            let first = try await group.next() ?? nil
            try Task.checkCancellation()
            return first
        }
    }
}
