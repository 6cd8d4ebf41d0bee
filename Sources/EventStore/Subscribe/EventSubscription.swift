/// Every event after a position, in order: first those that are there, then those that come.
///
/// Each batch holds at least one event, and no event is left out or repeated. A subscriber that is
/// slow costs nothing: only positions are kept for it, and the events are read from the log when
/// it asks. The sequence ends when the log closes or the task that reads it is cancelled.
public struct EventSubscription: AsyncSequence, Sendable {
    public typealias Element = [RecordedEvent]
    public typealias Failure = EventLogError

    /// Reads up to so many events after a position.
    public typealias Read = @Sendable (Position, Int) throws(EventLogError) -> [RecordedEvent]
    /// Waits for events beyond a position; false when none will come.
    public typealias Wait = @Sendable (Position) async throws(EventLogError) -> Bool

    /// The most events in one batch.
    public static let batchSizeMax = 256

    private let start: Position
    private let read: Read
    private let wait: Wait

    /// Makes a subscription from a way to read and a way to wait.
    public init(after start: Position, read: @escaping Read, wait: @escaping Wait) {
        self.start = start
        self.read = read
        self.wait = wait
    }

    /// The same events, read a while after they are known to be there: what is recorded meanwhile
    /// comes in the same batch.
    /// - Parameter pause: Returns when they are to be read.
    public func paced(by pause: @escaping @Sendable () async -> Void) -> EventSubscription {
        EventSubscription(
            after: start, read: read,
            wait: { [wait] (position) async throws(EventLogError) in
                guard try await wait(position) else { return false }
                await pause()
                return true
            })
    }

    public func makeAsyncIterator() -> Iterator {
        Iterator(position: start, read: read, wait: wait)
    }

    /// One reader's place in the log.
    public struct Iterator: AsyncIteratorProtocol {
        private var position: Position
        private let read: Read
        private let wait: Wait

        init(position: Position, read: @escaping Read, wait: @escaping Wait) {
            self.position = position
            self.read = read
            self.wait = wait
        }

        public mutating func next(
            isolation actor: isolated (any Actor)? = #isolation
        ) async throws(EventLogError) -> [RecordedEvent]? {
            while try await wait(position) {
                guard let batch = try page() else { return nil }
                guard let last = batch.last else { continue }
                position = last.position
                return batch
            }
            return nil
        }

        public mutating func next() async throws(EventLogError) -> [RecordedEvent]? {
            try await next(isolation: nil)
        }

        /// The next events; `nil` when the log was closed meanwhile.
        private func page() throws(EventLogError) -> [RecordedEvent]? {
            do {
                return try read(position, EventSubscription.batchSizeMax)
            } catch .closed {
                return nil
            }
        }
    }
}
