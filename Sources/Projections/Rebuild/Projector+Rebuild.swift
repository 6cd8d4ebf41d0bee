import EventStore

extension Projector {
    /// Makes the rows anew beside the live ones while these follow the log, compares both, and
    /// swaps them in; see ``ViewRebuild``. Whoever asks while one is at work gets its outcome.
    public func makeAnew() async throws -> ViewCheck {
        guard store.path != nil else {
            throw ViewsNotReady(description: "these views are kept in memory; nothing to swap")
        }
        if let making { return try await making.value }
        let task = Task { [log, store] in
            await readiness.wait()
            guard let check = try await ViewRebuild(store, from: log).run() else {
                throw ViewsNotReady(description: "the views are not made yet; ask again")
            }
            return check
        }
        making = task
        defer { making = nil }
        return try await task.value
    }

    /// Makes the rows that could not be gone on with. Nobody reads them before they are complete.
    func build() async throws {
        if store.path == nil {
            try store.reset()
            try await Self.rebuild(store, from: log, upTo: log.head)
        } else {
            try await ViewRebuild(store, from: log).run { await self.readiness.advance(to: $0) }
        }
        await readiness.finish()
    }
}
