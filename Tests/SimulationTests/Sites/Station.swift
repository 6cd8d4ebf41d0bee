import Domain
import EventStore
import Scheduler
import TestKit

/// What stays of a site when its server ends: log, machine with its workers, key and rows. Servers
/// follow each other on it.
final class Station: @unchecked Sendable {
    // Only the world's thread touches it.
    let index: Int
    let name: String
    let party: PartyID
    let log: MemoryEventLog
    let machine: Machine
    let rows: LiveRows
    let watch: SiteWatch
    unowned let world: World
    /// The server that runs; `nil` while none does.
    private(set) var server: Server?
    /// The servers that have run, the present one included.
    private(set) var servers: [Server] = []

    init(_ index: Int, in world: World) throws {
        self.index = index
        self.world = world
        name = "site\(index)"
        party = PartyID(9_000 + index)
        log = MemoryEventLog(site: name)
        watch = SiteWatch(log: log, site: name)
        rows = try LiveRows(
            log: log, seed: world.plan.seed &+ UInt64(index),
            skipsOne: world.plan.sabotage == .skipsRows)
        machine = Machine(index, in: world)
        machine.station = self
    }

    var address: String { "http://\(name)" }
    var isLiar: Bool { world.plan.liar == index }
    var clock: SkewedClock {
        SkewedClock(world: world.clock, skewMilliseconds: world.plan.skews[index])
    }

    /// Starts a server on what the last one has left.
    func boot() throws {
        precondition(server == nil, "One server at a time")
        let server = try Server(of: self, number: servers.count)
        servers.append(server)
        self.server = server
        world.trace("\(name)\(isLiar ? ", which lies," : "") starts, the \(servers.count). time")
        server.start()
    }

    /// The server is gone at once, and with `power` everything on the machine.
    func crash(power: Bool) {
        guard let server else { return }
        world.trace("\(name) \(power ? "loses power" : "is killed")")
        world.suffered(power ? .powerCut : .killedSite)
        self.server = nil
        server.kill(silently: power)
        if power { machine.losePower() }
    }
}
