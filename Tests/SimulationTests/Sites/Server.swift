import Domain
import EventStore
import Federation
import Journal
import Logging
import Projections
import Scheduler
import Storage
import TestKit

@testable import API

/// One run of a site's server: the services and routes of the program over the log, the clock and
/// the network of the world.
final class Server: @unchecked Sendable {
    // Only the world's thread touches it.
    let site: Site
    private unowned let station: Station
    private let processor: Processor
    private let disk: SlowDisk
    private let coordinator: Coordinator
    private let size: EngineSize
    private var tasks: [Task<Void, Never>] = []
    /// What to tell those who wait for an answer when the server is gone, in the order they came.
    private var callers: [Int: @Sendable (ConnectionLost) -> Void] = [:]
    private var callCount = 0
    private(set) var isAlive = true
    /// Whether the server answers calls.
    private(set) var isUp = false

    init(of station: Station, number: Int) throws {
        self.station = station
        let world = station.world
        let seed = world.plan.seed &* 1_000 &+ UInt64(station.index * 100 + number)
        processor = Processor(world.scheduler)
        disk = SlowDisk(
            station.log, clock: world.clock,
            millisecondsMax: world.plan.commitMillisecondsMax[station.index], seed: seed
        ) { [unowned station] in station.world.committed(at: station) }
        let nonces = SeededNonces(seed: seed)
        let journal = Journal(disk, nonces: nonces)
        let parts = try ServerParts(station, journal, nonces)
        size = EngineSize(
            kind: "STANDALONE", cores: world.plan.cores[station.index],
            memory: world.plan.memory[station.index], nodes: 1)
        site = try parts.site(rows: station.rows)
        coordinator = parts.coordinator(
            MachineLauncher(
                machine: station.machine, owner: number, clock: world.clock, seed: seed),
            rows: station.rows)
    }

    /// Registers the engine, answers calls and moves jobs.
    func start() {
        let (station, site, size, coordinator) = (station, site, size, coordinator)
        run {
            do {
                let context = CommandContext(
                    actor: "site", correlationID: "start", now: site.clock.now())
                try await site.journal.execute(
                    .register(size), by: EngineDecider.self, on: .engine("standalone"), context)
                for other in station.world.stations {
                    let route = other === station ? PartyRoute.here : .site(other.address)
                    try await site.journal.execute(
                        .route(.party(other.party), route), by: SiteDecider.self, on: .site,
                        context)
                }
                let policy = station.world.plan.policies[station.index]
                try await site.journal.execute(
                    .order(policy), by: SiteDecider.self, on: .site, context)
                self.isUp = true
                try await coordinator.run()
            } catch {
                if self.isAlive { station.world.fail("\(station.name) stopped: \(error)") }
            }
        }
    }

    /// Has something done by the server; fails when it goes away meanwhile.
    func call<Value: Sendable>(
        _ work: @escaping @Sendable (Site) async throws -> Value
    ) -> Promise<Value> {
        let promise = Promise<Value>()
        guard isAlive, isUp else {
            promise.resolve(.failure(ConnectionLost()))
            return promise
        }
        callCount += 1
        let key = callCount
        callers[key] = { promise.resolve(.failure($0)) }
        run { [site] in
            do {
                promise.resolve(.success(try await work(site)))
            } catch {
                promise.resolve(.failure(error))
            }
            self.callers[key] = nil
        }
        return promise
    }

    /// Ends the server in the middle of whatever it does. Those who wait for its answers are told.
    func kill(silently: Bool) {
        (isAlive, isUp) = (false, false)
        processor.halt()
        disk.drop()
        let waiting = callers.sorted { $0.key < $1.key }.map(\.value)
        callers = [:]
        for tell in waiting { tell(ConnectionLost(isSilent: silently)) }
    }

    /// Ends all tasks: the world is over.
    func finish() {
        isAlive = false
        disk.drop()
        processor.resume()
        for task in tasks { task.cancel() }
    }

    private func run(_ work: @escaping @Sendable () async -> Void) {
        tasks.append(Task(executorPreference: processor) { await work() })
    }
}
