public import EventStore
import GRDB

/// Makes the rows anew beside the live ones and puts them in their place in one commit.
///
/// Readers of the live file, other programs too, see the old rows until then and the new ones
/// afterwards, never half of either. A build that was interrupted goes on where it was.
public struct ViewRebuild: Sendable {
    private let store: ViewStore
    private let log: any EventLogReader

    /// Makes a rebuild of a store.
    public init(_ store: ViewStore, from log: any EventLogReader) {
        self.store = store
        self.log = log
    }

    /// Builds beside the live rows, compares both when they hold the same events, and swaps.
    ///
    /// While it compares and swaps, the rows do not follow the log.
    /// - Returns: what the comparison found; `nil` when the live rows were of another schema, or
    ///   not made from this log, so that there was nothing to compare with.
    @discardableResult
    public func run(
        _ progress: @Sendable (Position) async -> Void = { _ in }
    ) async throws -> ViewCheck? {
        let next = try ViewStore(beside: store)
        let live = try await store.database.read {
            try ViewStore.usableCheckpoint($0, upTo: log.head)
        }
        let end = live ?? log.head
        if try next.checkpoint() > end { try next.reset() }
        try await Projector.rebuild(next, from: log, upTo: end, progress: progress)
        try next.complete()
        let check = try await replace(next)
        next.removeFile()
        return check
    }

    private func replace(_ next: ViewStore) async throws -> ViewCheck? {
        try await store.database.writeWithoutTransaction { [log] database in
            // No other write of this process comes between; another process holds no writer.
            let live = try ViewStore.usableCheckpoint(database, upTo: log.head)
            if let live { try Self.catchUp(next, to: live, from: log) }
            let check = try live.map { live in
                try next.database.read { try ViewCheck(of: database, against: $0, at: live) }
            }
            // SQLite copies all pages in one transaction of the live file.
            try next.database.read { try $0.backup(to: database) }
            // Otherwise the next commit, a small one, would move all of them out of the WAL. When
            // somebody else is at it, that is as good.
            _ = try? database.checkpoint(.passive)
            database.releaseMemory()
            return check
        }
    }

    private static func catchUp(
        _ next: ViewStore, to position: Position, from log: any EventLogReader
    ) throws {
        var events = try ScopedEvents(
            .everything, of: log, after: next.checkpoint(), upTo: position)
        while true {
            let page = try events.next()
            if page.isEmpty { return }
            let batch = try DecodedBatch(page, site: log.site)
            try next.database.write { try batch.write($0) }
        }
    }
}
