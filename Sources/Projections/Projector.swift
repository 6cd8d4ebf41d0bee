import Domain
public import EventStore
import GRDB
import Journal

/// Turns the log into rows: reads every event once, in order, and keeps how far it got.
///
/// Rows and checkpoint commit together, so a crash repeats nothing and skips nothing.
public actor Projector {
    private struct Waiter {
        let position: Position
        let continuation: CheckedContinuation<Void, any Error>
    }

    let log: any EventLogReader
    let store: ViewStore
    /// How long new events wait for more of them while nobody waits for their rows; 4 ms but in a test.
    private let giveTime: @Sendable () async -> Void
    private var position: Position
    private var waiters: [Waiter] = []
    /// Ends when somebody waits for rows, or when it is time.
    private var pause: Task<Void, Never>?
    private var failure: (any Error)?
    /// Tells other processes that read the rows how far they are.
    let bell: Bell?
    /// Whether the rows may be read.
    public nonisolated let readiness: ViewReadiness
    /// The rebuild at work.
    var making: Task<ViewCheck, any Error>?

    /// Makes a projector that goes on where the store's rows end.
    ///
    /// Rows of another schema, or of a longer log than this one (it was put back from a copy), are
    /// made anew by ``run()``; nobody reads half of them meanwhile.
    ///
    /// - Parameters:
    ///   - bell: Rung whenever the rows hold more, for processes that follow them.
    ///   - giveTime: Returns when new events are to become rows though nobody waits for them, or its
    ///     task is cancelled.
    public init(
        log: any EventLogReader, store: ViewStore, bell: Bell? = nil,
        giveTime: @escaping @Sendable () async -> Void = {
            _ = try? await Task.sleep(for: .milliseconds(4))
        }
    ) throws {
        self.log = log
        self.store = store
        self.bell = bell
        self.giveTime = giveTime
        let known = try store.database.read {
            try ViewStore.usableCheckpoint($0, upTo: log.head)
        }
        position = known ?? .origin
        readiness = ViewReadiness(isReady: known != nil)
    }

    /// Follows the log until it closes or the task is cancelled.
    ///
    /// - Throws: what an unreadable event or SQLite throws; waiters get the same error.
    public func run() async throws {
        do {
            try await takeUp()
            if await readiness.progress != nil {
                try await build()
                arrive(at: try await store.position())
            }
            let events = log.subscribe(after: position).paced { [self] in await giveWay() }
            for try await batch in events { try await apply(batch) }
            fail(ProjectionStopped())
        } catch {
            fail(error)
            throw error
        }
    }

    /// Returns when the rows hold everything up to a position: a client that has just written
    /// reads its own writes.
    public func wait(for position: Position) async throws {
        if self.position >= position { return }
        if let failure { throw failure }
        try await withCheckedThrowingContinuation { continuation in
            waiters.append(Waiter(position: position, continuation: continuation))
            pause?.cancel()
        }
    }

    /// Fills a store with the rows of a scope as they were at a position, from where its rows end.
    ///
    /// - Parameter progress: Told the last position of every transaction.
    public static func rebuild(
        _ store: ViewStore, from log: any EventLogReader, upTo end: Position,
        _ scope: FoldScope = .everything,
        progress: @Sendable (Position) async -> Void = { _ in }
    ) async throws {
        let events = try ScopedEvents(scope, of: log, after: await store.position(), upTo: end)
        var batches = BatchesAhead(events, site: log.site)
        while let batch = try await batches.next() {
            try await store.database.write { try batch.write($0) }
            await progress(batch.end)
        }
        try await store.database.write { try ViewStore.setCheckpoint(end, $0) }
    }

    /// Lets what follows from a commit go first, such as the start of the next task, and several
    /// commits become one transaction. Whoever wants rows gets them at once.
    private func giveWay() async {
        let isFar = log.head.number > position.number + UInt64(EventSubscription.batchSizeMax)
        guard waiters.isEmpty, !isFar else { return }
        let pause = Task { await giveTime() }
        self.pause = pause
        await pause.value
        self.pause = nil
    }

    private func apply(_ batch: [RecordedEvent]) async throws {
        let decoded = try DecodedBatch(batch, site: log.site)
        try await store.database.write { try decoded.write($0) }
        if let last = batch.last { arrive(at: last.position) }
    }

    func arrive(at position: Position) {
        self.position = position
        bell?.ring(position)
        resume(upTo: position)
    }

    private func resume(upTo position: Position) {
        let ready = waiters.filter { $0.position <= position }
        waiters.removeAll { $0.position <= position }
        for waiter in ready { waiter.continuation.resume() }
    }

    private func fail(_ error: any Error) {
        failure = error
        for waiter in waiters { waiter.continuation.resume(throwing: error) }
        waiters = []
    }
}

/// The projections do not follow the log any more: the site is shutting down.
public struct ProjectionStopped: Error, CustomStringConvertible {
    public var description: String { "the site is shutting down; ask again when it is back" }
}
