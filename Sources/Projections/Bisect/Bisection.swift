public import Domain
public import EventStore
import GRDB
import Journal

/// Finds the first event after which a row satisfies a condition.
///
/// A condition may hold and cease to hold again, so nothing can be halved: the log is folded
/// forward once and the fold ends at the first event. Only rows that an event has touched are
/// looked at, and only the streams are folded that can touch them.
public struct Bisection: Sendable {
    private let log: any EventLogReader

    /// Makes a bisection of a log.
    public init(_ log: any EventLogReader) { self.log = log }

    /// An event and the row that made the condition hold.
    public struct Hit: Sendable {
        /// The event.
        public let event: RecordedEvent
        /// The row right after it.
        public let row: JSONObject
    }

    /// The first event after which a row satisfies the predicate; `nil` when none ever did.
    public func first(_ predicate: RowPredicate, upTo end: Position) async throws -> Hit? {
        let store = try ViewStore()
        let touched = TouchedRows(predicate.table)
        try await store.database.write { try touched.watch($0) }
        var events = try ScopedEvents(predicate.scope, of: log, upTo: end)
        while true {
            let page = try events.next()
            if page.isEmpty { return nil }
            if let hit = try await first(predicate, in: page, store, touched) { return hit }
            try Task.checkCancellation()
        }
    }

    private func first(
        _ predicate: RowPredicate, in page: [RecordedEvent], _ store: ViewStore,
        _ touched: TouchedRows
    ) async throws -> Hit? {
        try await store.database.write { [site = log.site] database in
            for event in page {
                try DecodedBatch([event], site: site).write(database)
                for key in touched.take() {
                    let filter = predicate.filter(for: key)
                    let row = try ViewStore.rows(database, filter, .oldestFirst).first
                    if let row { return Hit(event: event, row: row) }
                }
            }
            return nil
        }
    }
}

extension RowPredicate {
    /// The condition on the row of a key.
    fileprivate func filter(for key: [DatabaseValue]) -> RowFilter {
        let row = SQLCondition(table.key.map { "\($0) IS ?" }.joined(separator: " AND "), key)
        return RowFilter(table, [row] + conditions.map(\.sql), from: origin)
    }
}

extension ViewStore {
    /// Whether some row satisfies a predicate.
    public func hasRow(where predicate: RowPredicate) async throws -> Bool {
        let filter = RowFilter(
            predicate.table, predicate.conditions.map(\.sql), from: predicate.origin)
        return try await count(filter) > 0
    }
}
