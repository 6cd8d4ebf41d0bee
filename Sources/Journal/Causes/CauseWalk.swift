public import EventStore

/// Walks from an event to what led to it, and to what followed from it, by causation ids.
///
/// A cause stands before its effects in the log, so one pass over the log is enough for each
/// direction.
public struct CauseWalk: Sendable {
    private let log: any EventLogReader

    private static let pageSize: UInt64 = 1_000

    /// Makes a walk over a log.
    public init(_ log: any EventLogReader) { self.log = log }

    /// The event of an id; `nil` when the log has none.
    public func event(_ id: EventID) async throws -> RecordedEvent? {
        try await last(upTo: log.head) { $0.envelope.id == id }
    }

    /// What led to an event, the nearest cause first; the chain ends where a request, a clock or
    /// nothing recorded was the cause.
    public func causes(of event: RecordedEvent) async throws -> [RecordedEvent] {
        var chain: [RecordedEvent] = []
        var newest = event
        while let cause = EventCause(of: newest) {
            let before = Position(newest.position.number - 1)
            let found = try await last(upTo: before) { candidate in
                try EventCause.names(of: candidate, site: log.site).contains(cause)
            }
            guard let found else { break }
            chain.append(found)
            newest = found
        }
        return chain
    }

    /// An event that followed from another one.
    public struct Effect: Sendable {
        /// The event.
        public let event: RecordedEvent
        /// The position of the event that led to it directly.
        public let cause: Position
        /// How many steps it is away: 1 for a direct effect.
        public let depth: Int
    }

    /// What followed from an event, directly or in several steps, in the order of the log.
    ///
    /// - Parameter limit: the most effects; the walk ends when it has them.
    public func effects(of event: RecordedEvent, limit: Int) async throws -> [Effect] {
        var steps: [EventCause: (position: Position, depth: Int)] = [:]
        for name in try EventCause.names(of: event, site: log.site) {
            steps[name] = (event.position, 0)
        }
        var effects: [Effect] = []
        var position = event.position
        let head = log.head
        while position < head {
            for next in try log.events(after: position, limit: Int(Self.pageSize)) {
                position = next.position
                guard let cause = EventCause(of: next), let step = steps[cause] else { continue }
                guard effects.count < limit else { return effects }
                effects.append(Effect(event: next, cause: step.position, depth: step.depth + 1))
                for name in try EventCause.names(of: next, site: log.site) {
                    steps[name] = (position, step.depth + 1)
                }
            }
            await Task.yield()
            try Task.checkCancellation()
        }
        return effects
    }

    /// The last event up to a position that satisfies a condition.
    private func last(
        upTo end: Position, where isWanted: (RecordedEvent) throws -> Bool
    ) async throws -> RecordedEvent? {
        var end = end.number
        while end > 0 {
            let start = end - min(end, Self.pageSize)
            let page = try log.events(after: Position(start), limit: Int(end - start))
            if let found = try page.last(where: isWanted) { return found }
            end = start
            await Task.yield()
            try Task.checkCancellation()
        }
        return nil
    }
}
