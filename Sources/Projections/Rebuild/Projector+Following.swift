import EventStore
import GRDB

extension Projector {
    /// Follows the rows that another process makes, until the task is cancelled: whoever waits for
    /// a position goes on when that process has it in the rows.
    ///
    /// - Parameter bell: The path of the bell that it rings.
    public func follow(bell: String) async throws {
        let (rings, continuation) = AsyncStream.makeStream(
            of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let listener = try BellListener(path: bell) { notice in
            continuation.yield()
            guard case .removed = notice else { return true }
            continuation.finish()
            return false
        }
        defer { listener.stop() }
        for await _ in rings { try await look() }
        try Task.checkCancellation()
        throw EventLogError.invalid("\(bell) was removed; start the server again")
    }

    /// Reads where the rows end now.
    private func look() async throws {
        // Read before the log's end is: the rows are never ahead of it.
        guard let position = try await checkpoint(upTo: nil) else { return }
        await readiness.finish()
        arrive(at: position)
    }

    /// Finds the rows as another process has left them, to go on from there.
    func takeUp() async throws {
        if let known = try await checkpoint(upTo: log.head) {
            await readiness.finish()
            arrive(at: known)
        } else {
            await readiness.begin()
        }
    }

    private func checkpoint(upTo head: Position?) async throws -> Position? {
        try await store.database.read { database in
            try ViewStore.usableCheckpoint(database, upTo: head ?? Position(.max))
        }
    }
}
