import Domain
import EventStore
import Federation
import Foundation
import Journal
import Logging
import Projections
import Scheduler
import Storage
import TestKit

@testable import API

/// Puts a server together, as the program does.
struct ServerParts {
    private static let logger = Logger(label: "simulation") { _ in SwiftLogNoOpLogHandler() }

    let station: Station
    let journal: Journal
    let nonces: SeededNonces
    let clock: SkewedClock
    let parties: PartyService
    let federation: FederatedParties
    let key: SiteKey

    init(_ station: Station, _ journal: Journal, _ nonces: SeededNonces) throws {
        self.station = station
        self.journal = journal
        self.nonces = nonces
        clock = station.clock
        key = try SiteKey(
            site: station.name, secret: Array(repeating: UInt8(station.index + 1), count: 32))
        parties = PartyService(
            journal: journal, modules: SimulatedModules(), tokens: nonces, clock: clock,
            engine: "standalone")
        let peers = PeerService(journal: journal, key: key, clock: clock, logger: Self.logger)
        var limits = PartyCallLimits()
        limits.callMilliseconds = 5_000
        let caller = PartyCaller(
            site: station.name, transport: StationTransport(from: station), clock: clock,
            checkpoints: CheckpointExchange(
                peers: peers, site: station.name, logger: Self.logger), limits: limits)
        federation = FederatedParties(
            journal: journal, local: parties,
            initiator: InitiatorService(parties: parties), caller: caller,
            clock: clock)
    }

    func site(rows: LiveRows) throws -> Site {
        let files = try SharedFiles.shared.get()
        return Site(
            jobs: JobService(parties: parties, ids: JobIDs()),
            parties: parties, federation: federation,
            peers: PeerService(journal: journal, key: key, clock: clock, logger: Self.logger),
            workers: WorkerService(parties: parties),
            journal: journal, key: key, projector: files.projector, views: files.views,
            tables: files.tables, modules: ModuleCatalogue([]),
            uploadFormat: { _ in CSVFormat() }, messages: files.hub,
            delivery: files.hub, directories: SiteDirectories(data: files.path), clock: clock,
            versions: [:], logger: Self.logger, leadership: Leadership())
    }

    func coordinator(_ launcher: MachineLauncher, rows: LiveRows) -> Coordinator {
        let runner = EffectRunner(
            local: parties, parties: federation, initiators: federation, launcher: launcher,
            messages: NoMessages(), limits: station.world.plan.limits)
        return Coordinator(
            journal: journal, runner: runner, openStreams: rows, clock: clock,
            logger: Self.logger)
    }
}

/// Parts of a server that no simulated call uses, and that want a directory: one set for all.
private struct SharedFiles: Sendable {
    static let shared = Result { try SharedFiles() }

    let path: String
    let tables: TableStore
    let hub: MessageHub
    let views: ViewStore
    let projector: Projector

    private init() throws {
        path =
            NSTemporaryDirectory()
            + "clotho-simulation-\(ProcessInfo.processInfo.processIdentifier)"
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true)
        tables = try TableStore(directory: path + "/tables")
        hub = try MessageHub(directory: path + "/messages", clock: VirtualClock())
        views = try ViewStore()
        projector = try Projector(log: MemoryEventLog(site: "none"), store: views)
        // Nothing is ever read or written there.
        try FileManager.default.removeItem(atPath: path)
    }
}

/// The modules of all simulated sites.
struct SimulatedModules: ModuleRegistry {
    let catalogue = ModuleCatalogue([
        ModuleDescriptor(
            module: "Noop", provider: "clotho", version: "1", roles: [.guest, .host, .arbiter],
            parameters: ["milliseconds": 0, "need_run": true]),
        ModuleDescriptor(
            module: "Split", provider: "clotho", version: "1", roles: [.guest, .host],
            parameters: ["need_run": true]),
        ModuleDescriptor(
            module: "Label", provider: "clotho", version: "1", roles: [.guest],
            parameters: ["need_run": true]),
    ])

    func problem(with parameters: JSONObject, of module: String, for role: Role) -> String? { nil }
}

/// Workers of a simulation send no messages.
private struct NoMessages: MessageStore {
    func discard(_ task: TaskID, of party: Party) async {}
}
