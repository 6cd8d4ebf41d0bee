public import Domain
public import EventStore

/// The commands of one atomic commit, over one or several streams.
///
/// Each decision sees the events that the same transaction decided before it. Nothing is on the
/// log until the journal appends it all, in the order decided, each stream at the version that was
/// read.
public struct Transaction: Sendable {
    /// One stream as the transaction has read it.
    struct Part: Sendable {
        let stream: StreamName
        let identity: StreamIdentity
        let version: StreamVersion
        let before: any Sendable
        var state: any Sendable
    }

    /// An event that was decided.
    struct Decision: Sendable {
        let part: Int
        let event: NewEvent
        /// What is encoded there.
        let decided: any Sendable
        /// The stream behind the event.
        let state: any Sendable
    }

    /// Who decides from here on, and because of what.
    public var context: CommandContext
    /// Where the log ended when the transaction began: every state in it holds at least so much.
    public let head: Position
    private let journal: Journal
    private(set) var parts: [Part] = []
    private(set) var decisions: [Decision] = []

    init(_ journal: Journal, _ context: CommandContext) {
        self.journal = journal
        self.context = context
        head = journal.log.head
    }

    /// Decides a command on a stream; its events will be part of the commit.
    ///
    /// - Returns: the events decided; none when it was already so.
    /// - Throws: the decider's rejection, and what reading the stream throws.
    @discardableResult
    public mutating func decide<D: JournaledDecider>(
        _ command: D.Command, by decider: D.Type, on identity: StreamIdentity
    ) async throws -> [D.Event] {
        let index = try await part(of: decider, identity)
        var state: D.State = state(parts[index].state)
        let events = try D.decide(command, state)
        for event in events {
            D.evolve(&state, event)
            let new = journal.newEvent(
                try D.encode(event), parts[index].identity.visibility, context)
            decisions.append(
                Decision(part: index, event: new, decided: event, state: state))
        }
        parts[index].state = state
        return events
    }

    /// A place to go back to. A copy of the whole would do, and cost all that was decided before.
    public struct Savepoint: Sendable {
        fileprivate let parts: [Part]
        fileprivate let decisionCount: Int
    }

    /// The transaction as it stands.
    public var savepoint: Savepoint {
        Savepoint(parts: parts, decisionCount: decisions.count)
    }

    /// Takes back what was decided, and read, since then.
    public mutating func rollBack(to savepoint: Savepoint) {
        parts = savepoint.parts
        decisions.removeSubrange(savepoint.decisionCount...)
    }

    /// The state of a stream as this transaction sees it.
    public mutating func state<D: JournaledDecider>(
        of decider: D.Type, _ identity: StreamIdentity
    ) async throws -> D.State {
        state(parts[try await part(of: decider, identity)].state)
    }

    private mutating func part<D: JournaledDecider>(
        of decider: D.Type, _ identity: StreamIdentity
    ) async throws -> Int {
        let stream = try Journal.name(of: identity)
        if let index = parts.firstIndex(where: { $0.stream == stream }) { return index }
        let (state, version) = try await journal.state(of: decider, on: stream)
        parts.append(
            Part(
                stream: stream, identity: identity, version: version, before: state, state: state))
        return parts.count - 1
    }

    private func state<State>(_ kept: any Sendable) -> State {
        guard let state = kept as? State else {
            preconditionFailure("A stream has one kind of state")
        }
        return state
    }
}
