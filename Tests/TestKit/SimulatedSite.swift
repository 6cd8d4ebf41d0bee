public import Domain
public import EventStore
public import Journal
import Logging
public import Projections
public import Scheduler

/// A whole site in memory: the real log's promises, journal, projections, services and coordinator,
/// with workers that exist only in the test.
public final class SimulatedSite: Sendable {
    public let log: any EventLog
    public let journal: Journal
    public let views: ViewStore
    public let projector: Projector
    public let clock: VirtualClock
    public let jobs: JobService
    public let workers: WorkerService
    public let launcher: ScriptedLauncher
    public let tokens: any WorkerTokens = PlainTokens()
    /// The parties that live here.
    public let parties: PartyService
    /// The parties of jobs wherever they live: this site's own, unless it is one of several.
    public let federation: any PartyClient & InitiatorClient
    /// What is known of coordinators that do not answer.
    public let coordinators = LostCoordinators()
    private let coordinator: Coordinator

    /// What a site makes of its own parties and its coordinator to reach those of other sites.
    public struct Connection: Sendable {
        let make:
            @Sendable (Journal, PartyService, InitiatorService, VirtualClock)
                -> any PartyClient & InitiatorClient

        /// Makes a connection by this function.
        public init(
            _ make:
                @escaping @Sendable (
                    Journal, PartyService, InitiatorService, VirtualClock
                ) -> any PartyClient & InitiatorClient
        ) { self.make = make }
    }

    /// Makes a site on a log; the launcher is shared by the sites that follow each other on it.
    ///
    /// - Parameter listener: Is told of the calls that coordinator and parties make.
    public init(
        log: any EventLog = MemoryEventLog(site: "test"), cores: Int = 20,
        launcher: ScriptedLauncher? = nil, seed: UInt64 = 0, clock: VirtualClock = VirtualClock(),
        limits: SchedulerLimits = SchedulerLimits(), connection: Connection? = nil,
        listener: CallListener? = nil,
        fate: @escaping @Sendable (WorkerOrder) -> ScriptedLauncher.Fate = { _ in .succeed }
    ) async throws {
        self.log = log
        self.clock = clock
        journal = Journal(log)
        views = try ViewStore()
        projector = try Projector(log: log, store: views)
        parties = PartyService(
            journal: journal, modules: NoopModules(), tokens: tokens, clock: clock,
            engine: "standalone")
        jobs = JobService(parties: parties, ids: JobIDs())
        let sessions = WorkerSessions()
        workers = WorkerService(parties: parties, sessions: sessions)
        let own = ScriptedLauncher(workers: workers, seed: seed, fate: fate)
        self.launcher = launcher ?? own
        let initiator = InitiatorService(parties: parties)
        federation =
            connection?.make(journal, parties, initiator, clock)
            ?? OneSite(parties: parties, initiator: initiator, listener: listener)
        let runner = EffectRunner(
            local: parties, parties: federation, initiators: federation,
            launcher: self.launcher, messages: NoMessages(), limits: limits, sessions: sessions,
            coordinators: coordinators)
        coordinator = Coordinator(
            journal: journal, runner: runner,
            openStreams: ViewOpenStreams(projector: projector, views: views), clock: clock,
            logger: Logger(label: "site") { _ in SwiftLogNoOpLogHandler() })
        let size = EngineSize(kind: "STANDALONE", cores: cores, memory: 0, nodes: 1)
        try await journal.execute(
            .register(size), by: EngineDecider.self, on: .engine("standalone"), context)
    }

    /// A context for commands of the test.
    public var context: CommandContext {
        CommandContext(actor: "test", correlationID: "test", now: clock.now())
    }

    /// Runs projections and coordinator while `body` runs.
    public func running<Value: Sendable>(
        _ body: @Sendable @escaping () async throws -> Value
    ) async throws -> Value {
        let (projector, coordinator) = (projector, coordinator)
        return try await withThrowingTaskGroup(of: Value?.self) { group in
            group.addTask {
                try await projector.run()
                return nil
            }
            group.addTask {
                try await coordinator.run()
                return nil
            }
            group.addTask { try await body() }
            defer { group.cancelAll() }
            while let value = try await group.next() {
                if let value { return value }
            }
            throw CancellationError()
        }
    }

    /// The state of the job when it is over at every party, and the rows say so.
    public func end(of job: JobID) async throws -> JobState {
        for try await _ in log.subscribe(after: .origin) {
            let state = try await journal.state(of: JobDecider.self, .job(job))
            guard state.isClosed else { continue }
            try await projector.wait(for: log.head)
            return state
        }
        throw CancellationError()
    }

    /// The rows read off the log once more, from the beginning.
    public func rebuiltRows() async throws -> String {
        let store = try ViewStore()
        try await Projector.rebuild(store, from: log, upTo: log.head)
        return try store.dump()
    }

    /// Whether the live rows are those that the log gives, at one moment at which nothing happens.
    public func rowsFollowFromTheLog() async throws -> Bool {
        while true {
            let head = log.head
            let (live, rebuilt) = (try await liveRows(), try await rebuiltRows())
            if log.head == head { return live == rebuilt }
        }
    }

    /// The live rows, when they hold the whole log.
    public func liveRows() async throws -> String {
        try await projector.wait(for: log.head)
        return try views.dump()
    }
}

/// Secrets that a test can read.
struct PlainTokens: WorkerTokens {
    func token(of worker: String) -> String { "token-\(worker)" }
    func digest(of token: String) -> String {
        let bytes = Array(token.utf8.suffix(32))
        return (bytes + Array(repeating: 0, count: 32 - bytes.count))
            .map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }
    func newWorker() -> String {
        var generator = SystemRandomNumberGenerator()
        return String(UInt64.random(in: .min ... .max, using: &generator), radix: 16)
    }
}

/// A site that knows Noop, Reader and ModelLoader.
struct NoopModules: ModuleRegistry {
    let catalogue = ModuleCatalogue([
        ModuleDescriptor(
            module: "Noop", provider: "clotho", version: "1", roles: [.guest, .host, .arbiter],
            parameters: ["milliseconds": 0]),
        ModuleDescriptor(
            module: "Reader", provider: "fate_flow", version: "1", roles: [.guest, .host],
            parameters: ["table": nil]),
        ModuleDescriptor(
            module: "ModelLoader", provider: "fate_flow", version: "1",
            roles: [.guest, .host, .arbiter],
            parameters: [
                "model_id": "", "model_version": "", "component_name": "", "model_alias": nil,
            ]),
    ])

    func problem(with parameters: JSONObject, of module: String, for role: Role) -> String? { nil }
}

/// Scripted workers send no messages.
struct NoMessages: MessageStore {
    func discard(_ task: TaskID, of party: Party) async {}
}
