import EventStore
import Projections
import Scheduler

extension Site {
    /// How long a read waits for rows that are being made.
    private static let patienceMilliseconds: Int64 = 5_000

    /// Returns when the rows may be read: at once, unless they are being made from the beginning
    /// of the log.
    ///
    /// - Throws: `ViewsNotReady`, which says how far they are, when that takes longer than a
    ///   client should wait.
    func whenReadable() async throws {
        let readiness = projector.readiness
        guard await readiness.progress != nil else { return }
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await readiness.wait() }
            group.addTask { [clock] in await clock.wait(milliseconds: Self.patienceMilliseconds) }
            await group.next()
            group.cancelAll()
        }
        guard let done = await readiness.progress else { return }
        throw ViewsNotReady(
            description: "the views are being made from the log: \(done) of \(log.head) events; "
                + "ask again in a while")
    }

    /// The last position that is in the rows, or that they are made up to.
    func projected() async throws -> Position {
        if let done = await projector.readiness.progress { return done }
        return try await views.position()
    }
}
