import Domain
import Scheduler
import Synchronization
import TestKit

/// A machine as one server uses it: starting a process takes time, before and after the process is
/// there, and may fail, to be tried again.
final class MachineLauncher: WorkerLauncher {
    /// The machine cannot start anything just now.
    struct Busy: Error {}

    private let machine: Machine
    private let owner: Int
    private let clock: VirtualClock
    private let random: Mutex<SeededGenerator>

    init(machine: Machine, owner: Int, clock: VirtualClock, seed: UInt64) {
        self.machine = machine
        self.owner = owner
        self.clock = clock
        random = Mutex(SeededGenerator(seed: seed))
    }

    func launch(_ order: WorkerOrder) async throws -> WorkerIdentity {
        let (before, after, isBusy) = random.withLock { random in
            (
                Int64.random(in: 0...20, using: &random), Int64.random(in: 0...20, using: &random),
                Int.random(in: 0..<20, using: &random) == 0
            )
        }
        await clock.wait(milliseconds: before)
        if isBusy { throw Busy() }
        try Task.checkCancellation()
        if machine.world.plan.sabotage == .launchesTwice {
            _ = try machine.launch(order, by: owner)
        }
        let identity = try machine.launch(order, by: owner)
        await clock.wait(milliseconds: after)
        return identity
    }

    func exit(of worker: String, _ identity: WorkerIdentity) async throws -> WorkerExit {
        try await machine.exit(of: worker, identity, for: owner)
    }

    func ending(
        of worker: String, _ task: TaskID, _ party: Party
    ) async -> WorkerEnding? {
        machine.ending(of: worker)
    }

    func stop(_ identity: WorkerIdentity) async { machine.stop(identity) }
}
