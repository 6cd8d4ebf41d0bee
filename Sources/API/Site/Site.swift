public import Domain
public import EventStore
public import Federation
public import Journal
public import Logging
public import Projections
public import Scheduler
public import Storage

/// Everything that the routes of one site stand on. The executable builds it once.
public struct Site: Sendable {
    /// The commands on jobs.
    public var jobs: JobService
    /// What the coordinators of jobs ask the parties that live here.
    public var parties: PartyService
    /// The parties of jobs wherever they live, and the coordinators of theirs.
    public var federation: FederatedParties
    /// The checkpoints of other sites.
    public var peers: PeerService
    /// What workers report.
    public var workers: WorkerService
    /// The log and its commands.
    public var journal: Journal
    /// What the site signs checkpoints of its log with.
    public var key: SiteKey
    /// How far the rows are.
    public var projector: Projector
    /// The rows.
    public var views: ViewStore
    /// The rows as they were.
    let past: PastViews
    /// The rows of tables.
    public var tables: TableStore
    /// The modules of the site.
    public var modules: ModuleCatalogue
    /// How an upload's parameters, with defaults filled in, say the lines of its file are split.
    public var uploadFormat: @Sendable (JSONObject) throws -> CSVFormat
    /// Where messages for the site's own workers wait.
    public var messages: MessageHub
    /// What takes the messages that the site's workers send, wherever their receiver lives.
    public var delivery: any MessageDelivery
    /// Where the site keeps its files.
    public var directories: SiteDirectories
    /// The source of time.
    public var clock: any WallClock
    /// What a client may send.
    public var limits: APILimits
    /// Version texts by FATE's module names, such as `FATE`, `FATEFlow` and `API`.
    public var versions: [String: String]
    /// Where unexpected failures are reported.
    public var logger: Logger
    /// Whether this server leads the site.
    public var leadership: Leadership
    /// The leases on the log.
    public var leases: LeaseService
    /// What is known of coordinators of jobs that do not answer.
    public var coordinators: LostCoordinators
    /// The way to the server that leads, for one that follows.
    public var leader: (any LeaderPort)?

    /// Makes a site.
    public init(
        jobs: JobService, parties: PartyService, federation: FederatedParties,
        peers: PeerService, workers: WorkerService, journal: Journal, key: SiteKey,
        projector: Projector,
        views: ViewStore, tables: TableStore, modules: ModuleCatalogue,
        uploadFormat: @escaping @Sendable (JSONObject) throws -> CSVFormat,
        messages: MessageHub, delivery: any MessageDelivery, directories: SiteDirectories,
        clock: any WallClock,
        limits: APILimits = APILimits(), versions: [String: String], logger: Logger,
        leadership: Leadership, leader: (any LeaderPort)? = nil,
        coordinators: LostCoordinators = LostCoordinators()
    ) {
        self.jobs = jobs
        self.parties = parties
        self.federation = federation
        self.peers = peers
        self.workers = workers
        self.journal = journal
        self.key = key
        self.projector = projector
        self.views = views
        self.past = PastViews(log: journal.log)
        self.tables = tables
        self.modules = modules
        self.uploadFormat = uploadFormat
        self.messages = messages
        self.delivery = delivery
        self.directories = directories
        self.clock = clock
        self.limits = limits
        self.versions = versions
        self.logger = logger
        self.leadership = leadership
        self.leases = LeaseService(journal: journal, clock: clock)
        self.leader = leader
        self.coordinators = coordinators
    }

    /// The log.
    var log: any EventLog { journal.log }

    /// Finds the position that a moment of the past means.
    var moments: MomentResolver { MomentResolver(log: log, views: views) }

    /// Returns when the rows hold all that is on the log now, so that a client that has just
    /// written reads its own writes.
    func settle() async throws { try await projector.wait(for: log.head) }
}
