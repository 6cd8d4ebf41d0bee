import Glibc
import TestKit

/// Runs the jobs of all tasks of a world on one thread, one after the other, in an order that a
/// seed chooses.
///
/// A job is what a task does from one suspension to the next, so every interleaving of the tasks
/// of a world is an order of its jobs.
final class SeededScheduler: @unchecked Sendable {
    // Only the thread that made the scheduler touches it; `enqueue` checks that.
    private let thread = pthread_self()
    private var ready: [(job: UnownedJob, processor: Processor)] = []
    private var random: SeededGenerator
    /// In percent, how often the job that waits longest is the next one.
    private let orderly: Int
    /// How many jobs have run.
    private(set) var steps = 0

    init(seed: UInt64) {
        random = SeededGenerator(seed: seed)
        orderly = [0, 50, 90].randomElement(using: &random) ?? 0
    }

    /// Takes a job. A job from another thread would come at a moment that no seed gives.
    fileprivate func enqueue(_ job: UnownedJob, on processor: Processor) {
        precondition(
            pthread_equal(thread, pthread_self()) != 0,
            "A task of the world was woken from outside: the run would not repeat itself")
        ready.append((job, processor))
    }

    /// Runs one job; false when there is none.
    func runNext() -> Bool {
        guard !ready.isEmpty else { return false }
        let isOrderly = Int.random(in: 0..<100, using: &random) < orderly
        let index = isOrderly ? 0 : Int.random(in: 0..<ready.count, using: &random)
        let (job, processor) = ready.remove(at: index)
        steps += 1
        job.runSynchronously(on: processor.asUnownedTaskExecutor())
        return true
    }

    /// Takes the jobs of a processor out, in their order.
    fileprivate func withdraw(_ processor: Processor) -> [UnownedJob] {
        let jobs = ready.filter { $0.processor === processor }.map(\.job)
        ready.removeAll { $0.processor === processor }
        return jobs
    }
}

/// What the tasks of one process run on. It can stop at any moment, as by `kill -9`: none of its
/// tasks does anything after that.
final class Processor: TaskExecutor, @unchecked Sendable {
    // Only the scheduler's thread touches it.
    private let scheduler: SeededScheduler
    private var isHalted = false
    private var abandoned: [UnownedJob] = []

    init(_ scheduler: SeededScheduler) { self.scheduler = scheduler }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        if isHalted { abandoned.append(job) } else { scheduler.enqueue(job, on: self) }
    }

    /// Nothing runs here any more.
    func halt() {
        isHalted = true
        abandoned += scheduler.withdraw(self)
    }

    /// Lets the abandoned tasks go on, for them to end: the world is over.
    func resume() {
        isHalted = false
        let jobs = abandoned
        abandoned = []
        for job in jobs { scheduler.enqueue(job, on: self) }
    }
}
