import Federation
import TestKit

/// Lets sites crash and start again, cuts the network, and lets it heal in the end.
final class Chaos: @unchecked Sendable {
    // Only the world's thread touches it.
    private unowned let world: World
    private let processor: Processor
    private var random: SeededGenerator
    /// The steps before which a site crashes, the last one first.
    private var crashes: [Int] = []
    private var tasks: [Task<Void, Never>] = []
    private var atWork = 0
    /// Whether everything is well from now on.
    private(set) var hasHealed = false

    /// How many steps there are between crashes: the order of magnitude of a job.
    private static let stepsBetween = 20...2_500
    private static let downMillisecondsMax: Int64 = 40_000

    init(_ world: World) {
        self.world = world
        processor = Processor(world.scheduler)
        random = SeededGenerator(seed: world.plan.seed ^ 0xC4A0)
        var step = 0
        crashes = (0..<world.plan.crashCount).map { _ in
            step += Int.random(in: Self.stepsBetween, using: &random)
            return step
        }.reversed()
    }

    var isOver: Bool { hasHealed && atWork == 0 }

    func start() {
        run {
            await self.world.clock.wait(milliseconds: self.world.plan.troubleMilliseconds)
            self.world.trace("everything heals")
            self.hasHealed = true
            self.world.network.heal()
        }
        for _ in 0..<world.plan.partitionCount { run { await self.partition() } }
        if world.plan.liar != nil { run { await self.forge() } }
    }

    /// Called before every step: it may be a site's last one.
    func step(_ number: Int) {
        guard let next = crashes.last, number >= next else { return }
        crashes.removeLast()
        guard !hasHealed, let station = world.stations.randomElement(using: &random),
            station.server != nil
        else { return }
        let hasPower = Int.random(in: 0..<3, using: &random) > 0
        let milliseconds = Int64.random(in: 0...Self.downMillisecondsMax, using: &random)
        station.crash(power: !hasPower)
        run {
            await self.world.clock.wait(milliseconds: milliseconds)
            do {
                if station.server == nil { try station.boot() }
            } catch {
                self.world.fail("\(station.name) does not start: \(error)")
            }
        }
    }

    private func partition() async {
        await pause(upTo: world.plan.troubleMilliseconds)
        guard !hasHealed else { return }
        let some = Set(
            world.stations.map(\.index).filter { _ in Bool.random(using: &random) })
        world.trace("the network is cut around \(some.sorted())")
        world.suffered(.partition)
        world.network.cut(some, both: Int.random(in: 0..<3, using: &random) > 0)
        await pause(upTo: 60_000)
        world.network.mend()
        world.trace("the network is whole again")
    }

    private func forge() async {
        while !hasHealed, !Task.isCancelled {
            await pause(upTo: 5_000)
            guard let forgery = world.network.forgery() else { continue }
            world.trace("a forged call \(forgery.request.path)")
            world.suffered(.forgedCall)
            guard let server = forgery.target.server else { continue }
            _ = try? await server.call { await PartyRoutes.answer(forgery.request, at: $0) }.value()
        }
    }

    private func pause(upTo milliseconds: Int64) async {
        await world.clock.wait(milliseconds: Int64.random(in: 1...milliseconds, using: &random))
    }

    private func run(_ work: @escaping @Sendable () async -> Void) {
        atWork += 1
        tasks.append(
            Task(executorPreference: processor) {
                await work()
                self.atWork -= 1
            })
    }

    /// Ends all tasks: the world is over.
    func finish() { for task in tasks { task.cancel() } }
}
