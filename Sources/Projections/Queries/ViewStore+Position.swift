public import EventStore
import GRDB

extension ViewStore {
    /// The last position whose event is in the rows, read without blocking a thread.
    public func position() async throws -> Position {
        try await database.read { Position(try Self.checkpoint($0)) }
    }
}
