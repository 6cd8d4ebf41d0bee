import ArgumentParser
import Domain
import EventStore
import Scheduler
import ServiceLifecycle
import UnixSignals

/// `clotho serve`: runs a site until it is told to stop.
struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Run a site: scheduler, log and HTTP API.",
        discussion: """
            Prints `listening on http://HOST:PORT` when it is ready. SIGTERM or SIGINT end it; \
            workers go on, and the next server on the same directory takes them up again.

            Where another server leads the directory, this one follows it and says so on a second \
            line: it answers reads from the same log and rows, passes everything else on to the \
            leader, and takes its place as soon as that process ends, however it ends.
            """)

    @Option(help: "Where the site keeps everything: log, tables, artifacts, logs.")
    var dataDir: String

    @Option(help: "The address to listen at.")
    var host = "127.0.0.1"

    @Option(help: "The HTTP port; 0 takes a free one.")
    var port = 9380

    @Option(help: "Cores of the site's compute engine; FATE's default is 20 whatever the machine.")
    var cores = 20

    @Option(
        help: "Memory of the engine, such as 16g; 0 counts none, and task_memory is ignored then.",
        transform: Self.memory)
    var memory = 0

    @Option(help: "The share of the engine's cores that one job may ask for, above 0 and up to 1.")
    var maxCoresPercentPerJob = 1.0

    @Option(
        help: ArgumentHelp(
            "Seconds that a job waits for a party whose site does not answer before it ends without "
                + "it; 90 at most when it is being stopped.",
            valueName: "seconds"))
    var partyPatience = 600

    @Option(
        help: ArgumentHelp(
            "In which order waiting jobs start: \(Self.policyNames).",
            discussion: "The log keeps it; left out, it stays as it was. A new site has fifo."),
        transform: Self.policy)
    var queuePolicy: QueuePolicy?

    @Option(help: "The site's name on its log; a log that exists keeps its own.")
    var site = "site"

    @Option(
        help: ArgumentHelp(
            "Seconds that a worker may say nothing before it is stopped and its task fails; it says "
                + "six times as often that it is at work.", valueName: "seconds"))
    var workerPatience = 60

    @Option(help: "The worker program; by default clotho-worker beside this program.")
    var worker: String?

    @Flag(help: "Wait for another server on the directory to end, instead of following it.")
    var wait = false

    @Flag(help: "Give up when another server leads the directory, instead of following it.")
    var alone = false

    /// What to do when another server leads the directory.
    var whenLed: SiteLog.WhenLed { alone ? .refuse : wait ? .wait : .follow }

    func validate() throws {
        guard (0...65_535).contains(port) else {
            throw ValidationError("--port is \(port); give a number from 0 to 65535")
        }
        guard cores > 0 else {
            throw ValidationError("--cores is \(cores); give a number above 0")
        }
        guard partyPatience > 0 else {
            throw ValidationError("--party-patience is \(partyPatience); give seconds above 0")
        }
        guard workerPatience > 0 else {
            throw ValidationError("--worker-patience is \(workerPatience); give seconds above 0")
        }
        guard maxCoresPercentPerJob > 0, maxCoresPercentPerJob <= 1 else {
            throw ValidationError(
                "--max-cores-percent-per-job is \(maxCoresPercentPerJob); give a share above 0 and "
                    + "up to 1")
        }
        guard !(wait && alone) else { throw ValidationError("give --wait or --alone, not both") }
    }

    private static let policyNames = QueuePolicy.allCases.map(\.rawValue)
        .joined(separator: ", ")

    private static func memory(_ text: String) throws -> Int {
        guard let bytes = MemorySize.bytes(text) else {
            throw ValidationError("--memory is \(text); give \(MemorySize.form)")
        }
        return bytes
    }

    private static func policy(_ text: String) throws -> QueuePolicy {
        guard let policy = QueuePolicy(rawValue: text) else {
            throw ValidationError("--queue-policy is \(text); give one of \(policyNames)")
        }
        return policy
    }

    /// The compute engine of the site.
    var engineSize: EngineSize {
        EngineSize(kind: EngineKind.standalone.rawValue, cores: cores, memory: memory, nodes: 1)
    }

    /// How long jobs wait for other sites, and for workers.
    var limits: SchedulerLimits {
        var limits = SchedulerLimits()
        limits.silenceMilliseconds = Int64(partyPatience) * 1_000
        limits.stopSilenceMilliseconds = min(
            limits.stopSilenceMilliseconds, limits.silenceMilliseconds)
        limits.sessionMilliseconds = Int64(workerPatience) * 1_000
        return limits
    }

    func run() async throws {
        let assembly = try await SiteAssembly(self)
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: assembly.services.map { service in
                    .init(
                        service: service, successTerminationBehavior: .gracefullyShutdownGroup,
                        failureTerminationBehavior: .gracefullyShutdownGroup)
                },
                gracefulShutdownSignals: [.sigterm, .sigint], logger: assembly.logger))
        do {
            try await group.run()
        } catch {
            await assembly.log.close()
            throw error
        }
        await assembly.log.close()
    }
}
