public import Domain
import EventStore

/// The commands of one atomic commit, over one or several streams.
///
/// Each decision sees the events that the same transaction decided before it. Nothing is on the
/// log until the journal appends it all, each stream at the version that was read.
public struct Transaction: Sendable {
    /// What one stream has got so far.
    struct Part: Sendable {
        let stream: StreamName
        let version: StreamVersion
        var state: any Sendable
        var events: [EncodedEvent] = []
    }

    private let journal: Journal
    private(set) var parts: [Part] = []

    init(_ journal: Journal) { self.journal = journal }

    /// Decides a command on a stream; its events will be part of the commit.
    ///
    /// - Returns: the events decided; none when it was already so.
    /// - Throws: the decider's rejection, and what reading the stream throws.
    @discardableResult
    public mutating func decide<D: JournaledDecider>(
        _ command: D.Command, by decider: D.Type, on identity: StreamIdentity
    ) async throws -> [D.Event] {
        let index = try await part(of: decider, identity)
        guard var state = parts[index].state as? D.State else {
            preconditionFailure("A stream has one kind of state")
        }
        let events = try D.decide(command, state)
        for event in events {
            D.evolve(&state, event)
            parts[index].events.append(try D.encode(event))
        }
        parts[index].state = state
        return events
    }

    /// The state of a stream as this transaction sees it.
    public mutating func state<D: JournaledDecider>(
        of decider: D.Type, _ identity: StreamIdentity
    ) async throws -> D.State {
        let index = try await part(of: decider, identity)
        guard let state = parts[index].state as? D.State else {
            preconditionFailure("A stream has one kind of state")
        }
        return state
    }

    private mutating func part<D: JournaledDecider>(
        of decider: D.Type, _ identity: StreamIdentity
    ) async throws -> Int {
        let stream = try Journal.name(of: identity)
        if let index = parts.firstIndex(where: { $0.stream == stream }) { return index }
        let (state, version) = try await journal.state(of: decider, on: stream)
        parts.append(Part(stream: stream, version: version, state: state))
        return parts.count - 1
    }
}
