import Domain
import EventStore
import Scheduler
import TestKit

/// The machine of a site: worker processes, which outlive servers, and the files that they leave.
final class Machine: @unchecked Sendable {
    /// A worker process.
    struct Process {
        let order: WorkerOrder
        let identity: WorkerIdentity
        /// The server that started it.
        let owner: Int
        let life: Task<Void, Never>
        var exit: WorkerExit?
        var ending: WorkerEnding?
        var isAskedToStop = false
        var watchers: [Promise<WorkerExit>] = []
    }

    // Only the world's thread touches it.
    unowned let world: World
    weak var station: Station?
    private let processor: Processor
    private(set) var random: SeededGenerator
    private(set) var processes: [String: Process] = [:]
    private var started = 0

    init(_ index: Int, in world: World) {
        self.world = world
        processor = Processor(world.scheduler)
        random = SeededGenerator(seed: world.plan.seed ^ (UInt64(index + 1) << 32))
    }

    func roll(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }

    func milliseconds(upTo most: Int64) -> Int64 { Int64.random(in: 0...most, using: &random) }

    /// Starts a process, or finds the one that was started before.
    func launch(_ order: WorkerOrder, by owner: Int) throws -> WorkerIdentity {
        if let known = processes[order.worker], world.plan.sabotage != .launchesTwice {
            return known.identity
        }
        if roll(world.plan.workers.notStarting) { throw LaunchFailure("no such program") }
        started += 1
        let identity = WorkerIdentity(processID: Int32(100 + started), startTicks: 1)
        world.trace("\(order.party) \(order.task) starts as \(identity.processID)")
        let name = order.worker + (processes[order.worker] == nil ? "" : "-\(started)")
        let worker = Worker(order: order, name: name, machine: self)
        processes[name] = Process(
            order: order, identity: identity, owner: owner,
            life: Task(executorPreference: processor) { await worker.live() })
        if let station { station.watch.launched(order, on: self, world) }
        return identity
    }

    /// How a process ends; only the server that started it learns the code.
    func exit(of worker: String, _ identity: WorkerIdentity, for owner: Int) async throws
        -> WorkerExit
    {
        guard let process = processes[worker], process.identity == identity else { return .gone }
        if let exit = process.exit { return process.owner == owner ? exit : .gone }
        let promise = Promise<WorkerExit>()
        processes[worker]?.watchers.append(promise)
        let exit = try await promise.value()
        return process.owner == owner ? exit : .gone
    }

    func ending(of worker: String) -> WorkerEnding? { processes[worker]?.ending }

    /// Asks a process to end; it does after a while, however it is busy.
    func stop(_ identity: WorkerIdentity) {
        guard let (name, process) = processes.first(where: { $0.value.identity == identity }),
            process.exit == nil, !process.isAskedToStop
        else { return }
        processes[name]?.isAskedToStop = true
        let grace = milliseconds(upTo: 8_000)
        Task(executorPreference: processor) {
            await self.world.clock.wait(milliseconds: grace)
            self.end(name, .killed(signal: 15))
        }
    }

    /// Leaves a result behind.
    func leave(_ ending: WorkerEnding, by name: String) {
        if processes[name]?.exit == nil { processes[name]?.ending = ending }
    }

    func isAlive(_ name: String) -> Bool { processes[name].map { $0.exit == nil } ?? false }

    /// The processes that have not ended, the oldest first.
    var alive: [Process] {
        processes.values.filter { $0.exit == nil }
            .sorted { $0.identity.processID < $1.identity.processID }
    }

    func end(_ name: String, _ exit: WorkerExit) {
        guard let process = processes[name], process.exit == nil else { return }
        processes[name]?.exit = exit
        processes[name]?.watchers = []
        for watcher in process.watchers { watcher.resolve(.success(exit)) }
    }

    /// All processes are gone.
    func losePower() {
        for process in alive { end(process.order.worker, .gone) }
    }

    /// Ends all tasks: the world is over.
    func finish() { for process in processes.values { process.life.cancel() } }
}
