import API
import Components
import Domain
import EventStore
import Federation
import Journal
import Logging
import Projections
import Scheduler
import ServiceLifecycle
import Storage
import Workers

/// Puts a site together: the only place that names both the ports and what stands behind them.
struct SiteAssembly {
    let log: any EventLog
    let logger: Logger
    /// In the order of their start; they stop in the reverse one.
    let services: [any Service]

    /// The one compute engine of a site.
    private static let engine = "standalone"
    /// A task of guest, host and arbiter, and one more.
    private static let standbyCount = 4

    init(_ options: Serve) async throws {
        let data = try DataDirectory(options.dataDir)
        let clock = SystemClock()
        logger = Self.makeLogger()
        let siteLog = try await SiteLog.open(
            data.log, site: options.site, options.whenLed, logger)
        let log = siteLog.log
        let isFollower = siteLog.follower != nil
        self.log = log
        let journal = Journal(log)
        let leadership = Leadership()
        let leases = LeaseService(journal: journal, clock: clock)
        let views =
            isFollower
            ? try ViewStore(following: data.views) : try ViewStore(path: data.views)
        let projector = try Projector(
            log: log, store: views, bell: try Bell(path: data.viewsBell))
        let tokens = try HMACWorkerTokens(secretFile: data.secret)
        let messages = try MessageHub(
            directory: data.transfer, clock: clock, isInUse: isFollower)
        let parties = PartyService(
            journal: journal, modules: BuiltinModules(), tokens: tokens, clock: clock,
            engine: Self.engine, jobCoresShareMax: options.maxCoresPercentPerJob)
        var workerOptions = LocalWorkerOptions()
        workerOptions.standbyCountMax = Self.standbyCount
        workerOptions.beatMilliseconds = options.workerPatience * 1_000 / 6
        let launcher = try LocalWorkerLauncher(
            data: data.root, executable: options.worker ?? DataDirectory.workerBesideThisProgram,
            options: workerOptions)
        let key = try SiteKey(file: data.siteKey, site: log.site)
        let peers = PeerService(journal: journal, key: key, clock: clock, logger: logger)
        let transport = HTTPPartyTransport()
        let federation = FederatedParties(
            journal: journal, local: parties,
            initiator: InitiatorService(parties: parties),
            caller: PartyCaller(
                site: log.site, transport: transport, clock: clock,
                checkpoints: CheckpointExchange(peers: peers, site: log.site, logger: logger)),
            clock: clock)
        let (sessions, coordinators) = (WorkerSessions(), LostCoordinators())
        let runner = EffectRunner(
            local: parties, parties: federation, initiators: federation, launcher: launcher,
            messages: messages, limits: options.limits, sessions: sessions,
            coordinators: coordinators)
        let coordinator = Coordinator(
            journal: journal, runner: runner,
            openStreams: ViewOpenStreams(projector: projector, views: views), clock: clock,
            logger: logger)
        let leaderClient = LeaderClient()
        let site = Site(
            jobs: JobService(parties: parties, ids: JobIDs()),
            parties: parties, federation: federation, peers: peers,
            workers: WorkerService(parties: parties, sessions: sessions),
            journal: journal, key: key, projector: projector, views: views,
            tables: try TableStore(directory: data.tables), modules: BuiltinComponents.catalogue,
            uploadFormat: { parameters in
                try UploadOptions(parameters).format(run: tokens.newWorker())
            },
            messages: messages, delivery: MessageCarrier(parties: federation, hub: messages),
            directories: SiteDirectories(data: data.root), clock: clock,
            versions: ClothoVersion.all,
            logger: logger, leadership: leadership, leader: leaderClient,
            coordinators: coordinators)
        let (addresses, listening) = AsyncStream.makeStream(of: String.self)
        services = [
            PartyTransportService(transport: transport),
            LeaderClientService(client: leaderClient),
            ProjectorService(
                projector: projector, leadership: leadership, bell: data.viewsBell),
            LeaderService(
                data: data, follower: siteLog.follower, journal: journal, leases: leases,
                leadership: leadership, projector: projector, logger: logger,
                addresses: addresses
            ) {
                if isFollower { try await messages.takeUp() }
                try await Self.takeUpEngines(views, journal)
                try await Self.register(options.engineSize, journal, clock)
                if let policy = options.queuePolicy {
                    try await Self.order(policy, journal, clock)
                }
            },
            CoordinatorService(coordinator: coordinator, leadership: leadership),
            UploadSweeperService(sweeper: UploadSweeper(site), leadership: leadership),
            StandbyService(launcher: launcher, leadership: leadership, logger: logger),
            HTTPService(site: site, host: options.host, port: options.port) { address in
                listening.yield(address)
                listening.finish()
            },
        ]
    }

    private static func makeLogger() -> Logger {
        var logger = Logger(label: "clotho") { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = .notice
        return logger
    }

    private static func order(
        _ policy: QueuePolicy, _ journal: Journal, _ clock: SystemClock
    ) async throws {
        try await journal.execute(
            .order(policy), by: SiteDecider.self, on: .site,
            CommandContext(actor: "serve", correlationID: "start", now: clock.now()))
    }

    /// Knows the engines from the rows: their streams grow with every job, and would be read whole.
    private static func takeUpEngines(_ views: ViewStore, _ journal: Journal) async throws {
        for engine in try views.engineSnapshots(upTo: journal.log.head) {
            try await journal.adopt(
                engine.state, of: EngineDecider.self, .engine(engine.name), at: engine.version)
        }
    }

    private static func register(
        _ size: EngineSize, _ journal: Journal, _ clock: SystemClock
    ) async throws {
        try await journal.execute(
            .register(size), by: EngineDecider.self, on: .engine(engine),
            CommandContext(actor: "serve", correlationID: "start", now: clock.now()))
    }
}
