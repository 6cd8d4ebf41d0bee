import EventStore
import GRDB

extension Projector {
    /// Makes the rows anew from the log and destroys what the old ones have left in the file, after
    /// payloads that they were made from were erased.
    public func forgetErased() async throws {
        try await wait(for: log.head)
        guard store.path != nil else {
            // Nothing on a disk; whoever reads goes on without what was erased.
            try store.reset()
            return try await Self.rebuild(store, from: log, upTo: log.head)
        }
        // One that is at work may have read what is gone, and so may one that was interrupted.
        _ = try? await making?.value
        store.discardBeside()
        _ = try await makeAnew()
        try await store.destroyRemains()
    }
}

extension ViewStore {
    /// Writes the file anew without the pages and the bytes that no row needs.
    ///
    /// Waits for the reads that run; later ones wait for it.
    func destroyRemains() async throws {
        try await database.barrierWriteWithoutTransaction { database in
            try database.execute(sql: "PRAGMA secure_delete = ON")
            defer { try? database.execute(sql: "PRAGMA secure_delete = OFF") }
            try database.execute(sql: "VACUUM")
            _ = try database.checkpoint(.truncate)
        }
    }
}
