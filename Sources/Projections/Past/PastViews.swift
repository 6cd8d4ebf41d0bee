public import EventStore
import GRDB

/// The rows as they were, for any position of the log: the same projections, folded up to there.
///
/// A past state never changes, so the newest few are kept; asking again for one of them costs
/// nothing, and a fold of the whole log begins at the nearest one before it.
public actor PastViews {
    private struct Key: Hashable {
        let position: Position
        let scope: FoldScope
    }

    private let log: any EventLogReader
    private let storesMax: Int
    private var stores: [Key: Task<ViewStore, any Error>] = [:]
    /// The keys, the one used longest ago first.
    private var uses: [Key] = []
    /// Ready stores of the whole log, which later folds may begin with.
    private var bases: [Position: ViewStore] = [:]
    /// The last fold of the whole log: there is one at a time.
    private var folding: Task<ViewStore, any Error>?

    /// Makes the views of a log's past.
    /// - Parameter storesMax: how many past states are kept.
    public init(log: any EventLogReader, storesMax: Int = 8) {
        self.log = log
        self.storesMax = storesMax
    }

    /// The rows of a scope as they were when the log ended at a position.
    public func store(at position: Position, _ scope: FoldScope) async throws -> ViewStore {
        let whole = Key(position: position, scope: .everything)
        let key = stores[whole] == nil ? Key(position: position, scope: scope) : whole
        let task = stores[key] ?? fold(key)
        stores[key] = task
        use(key)
        do {
            let store = try await task.value
            if scope == .everything, stores[key] != nil { bases[position] = store }
            return store
        } catch {
            forget(key)
            throw error
        }
    }

    private func fold(_ key: Key) -> Task<ViewStore, any Error> {
        guard key.scope == .everything else {
            return Task { [log] in try await Self.fold(key, of: log, from: nil) }
        }
        let before = folding
        let task = Task { [log] in
            _ = await before?.result
            return try await Self.fold(key, of: log, from: base(for: key.position))
        }
        folding = task
        return task
    }

    private static func fold(
        _ key: Key, of log: any EventLogReader, from base: ViewStore?
    ) async throws -> ViewStore {
        let store = try ViewStore()
        try base?.database.backup(to: store.database)
        try await Projector.rebuild(store, from: log, upTo: key.position, key.scope)
        return store
    }

    /// The nearest ready store of the whole log that is not behind a position.
    private func base(for position: Position) -> ViewStore? {
        bases.filter { $0.key <= position }.max { $0.key < $1.key }?.value
    }

    private func use(_ key: Key) {
        uses.removeAll { $0 == key }
        uses.append(key)
        if uses.count > storesMax { forget(uses[0]) }
    }

    private func forget(_ key: Key) {
        stores[key] = nil
        uses.removeAll { $0 == key }
        if key.scope == .everything { bases[key.position] = nil }
    }
}
