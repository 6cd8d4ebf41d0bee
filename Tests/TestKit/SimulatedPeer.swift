public import Domain
public import EventStore
public import Journal
import Logging
public import Scheduler

/// A site as far as other sites see it: a log with its key, which shows checkpoints and is shown some.
public struct SimulatedPeer: CheckpointPort {
    public let name: String
    public let log: any EventLog
    public let journal: Journal
    public let key: SiteKey
    public let service: PeerService
    private var sender = ""

    /// Makes a site whose key has 32 times the same byte as its secret.
    public init(_ name: String, secret: UInt8, log: (any EventLog)? = nil) throws {
        self.name = name
        self.log = log ?? MemoryEventLog(site: name)
        journal = Journal(self.log)
        key = try SiteKey(site: name, secret: Array(repeating: secret, count: 32))
        service = PeerService(
            journal: journal, key: key, clock: VirtualClock(),
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    /// This site as another one reaches it.
    public func reached(by sender: String) -> SimulatedPeer {
        var port = self
        port.sender = sender
        return port
    }

    public func show(_ offer: CheckpointOffer, to site: String) async throws -> CheckpointAnswer {
        precondition(site == name, "A call goes to the site that it names")
        return try await service.receive(offer, from: sender)
    }

    /// Puts an event on the log; another number makes another event.
    public func work(_ number: Int) async throws {
        let context = CommandContext(
            actor: "test", correlationID: "test", now: Timestamp(millisecondsSinceEpoch: 9))
        let size = EngineSize(kind: "STANDALONE", cores: number, memory: 0, nodes: 1)
        try await journal.execute(
            .register(size), by: EngineDecider.self, on: .engine("e"), context)
    }

    /// What the site knows of another one.
    public func knows(_ site: String) async throws -> PeerState {
        try await journal.state(of: PeerDecider.self, .peer(site))
    }

    /// Shows another site the newest checkpoint, as every message between parties does.
    public func show(to other: SimulatedPeer) async throws {
        try await service.exchange(with: other.name, over: other.reached(by: name))
    }
}
