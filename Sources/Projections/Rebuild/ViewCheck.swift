public import EventStore
import GRDB

/// Live rows held against rows made from the log once more.
public struct ViewCheck: Hashable, Sendable {
    /// The last position that is in both.
    public let position: Position
    /// The hash over the live rows.
    public let digest: String
    /// The hash over the rows made anew.
    public let rebuiltDigest: String
    /// The first row that is not the same; `nil` when all are.
    public let difference: ViewDifference?

    /// Whether the live rows are what the log says.
    public var isEqual: Bool { difference == nil && digest == rebuiltDigest }

    /// Copies the rows of a store and folds the log beside them up to the same position; the store
    /// may be written meanwhile.
    ///
    /// - Throws: `ViewsNotReady` when the rows are of another schema, or not made from this log.
    public static func run(
        _ store: ViewStore, against log: any EventLogReader
    ) async throws -> ViewCheck {
        let copy = try DatabaseQueue(path: "")
        try store.database.backup(to: copy)
        guard
            let position = try await copy.read({
                try ViewStore.usableCheckpoint($0, upTo: log.head)
            })
        else {
            throw ViewsNotReady(
                description: "the views are of another version of clotho or of another log; "
                    + "make them anew with: clotho projections rebuild")
        }
        let rebuilt = try ViewStore()
        try await Projector.rebuild(rebuilt, from: log, upTo: position)
        return try await copy.read { mine in
            try rebuilt.database.read { try ViewCheck(of: mine, against: $0, at: position) }
        }
    }

    init(of live: Database, against rebuilt: Database, at position: Position) throws {
        self.position = position
        digest = try ViewDigest.of(live)
        rebuiltDigest = try ViewDigest.of(rebuilt)
        difference = try ViewDifference.first(live, rebuilt)
    }
}

/// Rows that cannot be read because they are not, or not yet, those of this log and this program.
public struct ViewsNotReady: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is so, and what to do.
    public let description: String

    /// Makes the error.
    public init(description: String) { self.description = description }
}
