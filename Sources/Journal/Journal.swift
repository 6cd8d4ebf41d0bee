public import Domain
public import EventStore

/// Where commands become events on the log.
///
/// A command is decided on the state folded from its stream and appended at the version that was
/// read. When another command came between, it is decided again on the newer state; so a decision
/// always saw everything that stands before it.
public struct Journal: Sendable {
    /// The log.
    public let log: any EventLog
    private let nonces: any EventNonces
    private let cache: StateCache
    private let turns = StreamTurns()

    /// How often a command is decided again after conflicts before it fails.
    static let attemptsMax = 1_000

    /// How many events of a stream are read at a time.
    private static let pageSize = 1_000

    /// Makes a journal over a log.
    public init(
        _ log: any EventLog, nonces: any EventNonces = SystemNonces(), cachedStates: Int = 4_096
    ) {
        self.log = log
        self.nonces = nonces
        self.cache = StateCache(entriesMax: cachedStates)
    }

    /// Decides one command on one stream and appends what follows.
    ///
    /// - Returns: the events, and the position up to which the log must be read to see them.
    @discardableResult
    public func execute<D: JournaledDecider>(
        _ command: D.Command, by decider: D.Type, on identity: StreamIdentity,
        _ context: CommandContext
    ) async throws -> (events: [D.Event], position: Position) {
        try await commit(context) { transaction in
            try await transaction.decide(command, by: decider, on: identity)
        }
    }

    /// Runs `body` and appends what it decided, all or nothing; runs it again after a conflict.
    @discardableResult
    public func commit<Value: Sendable>(
        _ context: CommandContext,
        _ body: @Sendable (inout Transaction) async throws -> Value
    ) async throws -> (events: Value, position: Position) {
        var turn: StreamName?
        do {
            for _ in 1...Self.attemptsMax {
                switch try await attempt(context, body) {
                case .done(let value, let position):
                    await leave(turn)
                    return (value, position)
                case .conflict(let stream) where stream != turn:
                    await leave(turn)
                    await turns.enter(stream)
                    turn = stream
                case .conflict:
                    continue
                }
            }
            throw JournalError.contention
        } catch {
            await leave(turn)
            throw error
        }
    }

    /// The state of a stream, folded from its events.
    public func state<D: JournaledDecider>(
        of decider: D.Type, _ identity: StreamIdentity
    ) async throws -> D.State {
        try await state(of: decider, on: Self.name(of: identity)).state
    }

    /// The state of a stream as it was when the log ended at a position.
    public func state<D: JournaledDecider>(
        of decider: D.Type, _ identity: StreamIdentity, upTo end: Position
    ) throws -> D.State {
        let stream = try Self.name(of: identity)
        var state = D.initialState
        var version = StreamVersion.none
        while true {
            let page = try log.events(of: stream, after: version, limit: Self.pageSize)
            for recorded in page {
                if recorded.position > end { return state }
                // An erased event is as if it had not happened.
                if recorded.hasPayload {
                    D.evolve(&state, try D.decode(EncodedEvent(recorded)))
                }
                version = recorded.envelope.streamVersion
            }
            if page.count < Self.pageSize { return state }
        }
    }

    /// All events of a stream that have their payloads, in order.
    public func entries(of identity: StreamIdentity) throws -> [JournalEntry] {
        try log.events(of: Self.name(of: identity), after: .none, limit: .max)
            .compactMap { try JournalEntry($0, site: log.site) }
    }

    /// The state of a stream and the version that it holds.
    public func snapshot<D: JournaledDecider>(
        of decider: D.Type, _ identity: StreamIdentity
    ) async throws -> (state: D.State, version: StreamVersion) {
        try await state(of: decider, on: Self.name(of: identity))
    }

    /// Takes over a state that was kept elsewhere, so that a long stream is read from there on.
    ///
    /// - Parameters:
    ///   - version: The version of the stream that the state holds.
    /// - Returns: Whether the stream is that long; a state of a longer one is none of this log's.
    @discardableResult
    public func adopt<D: JournaledDecider>(
        _ state: D.State, of decider: D.Type, _ identity: StreamIdentity, at version: StreamVersion
    ) async throws -> Bool {
        let stream = try Self.name(of: identity)
        guard try version <= log.version(of: stream) else { return false }
        await cache.keep(StateCache.Entry(version: version, state: state), of: stream)
        return true
    }

    func state<D: JournaledDecider>(
        of decider: D.Type, on stream: StreamName
    ) async throws -> (state: D.State, version: StreamVersion) {
        let known = await cache.entry(of: stream)
        var version = known?.version ?? StreamVersion.none
        var state = (known?.state as? D.State) ?? D.initialState
        while true {
            let page = try log.events(of: stream, after: version, limit: Self.pageSize)
            for recorded in page {
                // An erased event is as if it had not happened.
                if recorded.hasPayload {
                    D.evolve(&state, try D.decode(EncodedEvent(recorded)))
                }
                version = recorded.envelope.streamVersion
            }
            if page.count < Self.pageSize { break }
        }
        await cache.keep(StateCache.Entry(version: version, state: state), of: stream)
        return (state, version)
    }

    /// The name of a stream; an identity comes from checked input, so a bad one is an error.
    static func name(of identity: StreamIdentity) throws -> StreamName {
        guard let name = identity.streamName else { throw JournalError.unusableName("\(identity)") }
        return name
    }

    /// What came of one try.
    private enum Attempt<Value: Sendable> {
        case done(Value, Position)
        case conflict(StreamName)
    }

    private func attempt<Value: Sendable>(
        _ context: CommandContext,
        _ body: @Sendable (inout Transaction) async throws -> Value
    ) async throws -> Attempt<Value> {
        var transaction = Transaction(self, context)
        let value = try await body(&transaction)
        guard transaction.decidedCount > 0 else { return .done(value, log.head) }
        do {
            let receipt = try await log.append(transaction.appends)
            for part in transaction.parts { await remember(part, receipt) }
            return .done(value, receipt.last)
        } catch {
            guard case .versionConflict(let stream, _, _) = error else { throw error }
            return .conflict(stream)
        }
    }

    private func leave(_ turn: StreamName?) async {
        if let turn { await turns.leave(turn) }
    }

    /// The event as it goes to the log.
    func newEvent(
        _ event: EncodedEvent, _ visibility: Visibility, _ context: CommandContext
    ) -> NewEvent {
        let (id, salt) = nonces.next(at: context.now)
        return NewEvent(
            id: id, type: event.type, schema: event.schema,
            recordedAt: context.now.millisecondsSinceEpoch, actor: context.actor,
            correlationID: context.correlationID, causationID: context.causationID,
            visibility: visibility, salt: salt, payload: event.payload)
    }

    /// Forgets folded states: events that they were folded from were erased.
    public func forgetStates() async { await cache.removeAll() }

    private func remember(_ part: Transaction.Part, _ receipt: AppendReceipt) async {
        guard let version = receipt.versions[part.stream] else { return }
        await cache.keep(StateCache.Entry(version: version, state: part.state), of: part.stream)
    }
}

/// Why the journal could not carry out a command.
public enum JournalError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Other commands on the same streams came between again and again.
    case contention
    /// A name is too long for a stream or holds control characters.
    case unusableName(String)

    public var description: String {
        switch self {
        case .contention:
            "too many changes of the same stream at once; try again"
        case .unusableName(let name):
            "\(name) cannot be the name of a stream: use at most 300 bytes without control characters"
        }
    }
}

extension EncodedEvent {
    init(_ recorded: RecordedEvent) {
        self.init(
            type: recorded.envelope.type, schema: recorded.envelope.schema,
            payload: recorded.payload)
    }
}
