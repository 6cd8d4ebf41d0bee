import Domain
import Scheduler
import TestKit

/// What a seed makes of a world: how large it is, and what goes wrong in it.
struct WorldPlan: Sendable {
    let seed: UInt64
    let siteCount: Int
    /// The cores of each site's engine.
    let cores: [Int]
    /// The memory of each site's engine in bytes; 0 where it is not counted.
    let memory: [Int]
    let policies: [QueuePolicy]
    let jobCount: Int
    let network: NetworkFaults
    let crashCount: Int
    let partitionCount: Int
    /// The longest that a commit takes, by site, in milliseconds.
    let commitMillisecondsMax: [Int64]
    /// The site that lies about the status of its tasks.
    let liar: Int?
    let workers: WorkerFates
    /// How long things go wrong, in milliseconds; then the network heals and all sites are up.
    let troubleMilliseconds: Int64
    /// How far the clocks of the sites are from each other, in milliseconds.
    let skews: [Int64]
    /// How long the sites wait for each other.
    let limits: SchedulerLimits
    /// A mistake that is made on purpose, to see that it is found.
    var sabotage: Sabotage?

    /// Mistakes that a world can make, for tests of the rules.
    enum Sabotage: Sendable {
        /// Two worker processes are started for each run.
        case launchesTwice
        /// The rows of a site miss some events.
        case skipsRows
        /// No party is ever told of the end of a job.
        case losesEnds
    }

    init(seed: UInt64, sabotage: Sabotage? = nil) {
        var random = SeededGenerator(seed: seed ^ 0x5EED_0000_C107_4000)
        self.seed = seed
        self.sabotage = sabotage
        siteCount = Int.random(in: 2...4, using: &random)
        cores = (0..<siteCount).map { _ in Int.random(in: 4...12, using: &random) }
        memory = (0..<siteCount).map { _ in [0, 8 << 30].randomElement(using: &random)! }
        policies = (0..<siteCount).map { _ in QueuePolicy.allCases.randomElement(using: &random)! }
        jobCount = Int.random(in: 1...5, using: &random)
        network = NetworkFaults(using: &random)
        crashCount = Self.few(&random, upTo: 4)
        partitionCount = Self.few(&random, upTo: 2)
        let isSlow = Int.random(in: 0..<3, using: &random) == 0
        commitMillisecondsMax = (0..<siteCount).map { _ in
            isSlow ? [0, 20, 500, 3_000].randomElement(using: &random)! : 0
        }
        let lies = Int.random(in: 0..<4, using: &random) == 0
        liar = lies ? Int.random(in: 0..<siteCount, using: &random) : nil
        workers = WorkerFates(using: &random)
        troubleMilliseconds = Int64.random(in: 20_000...180_000, using: &random)
        skews = (0..<siteCount).map { _ in Int64.random(in: -90_000...90_000, using: &random) }
        var limits = SchedulerLimits()
        limits.creationMilliseconds = [3_000, 30_000].randomElement(using: &random)!
        limits.sweepMilliseconds = [5_000, 30_000].randomElement(using: &random)!
        limits.silenceMilliseconds = [10_000, 40_000, 600_000].randomElement(using: &random)!
        limits.stopSilenceMilliseconds = limits.silenceMilliseconds / 2
        limits.newsMilliseconds = [4_000, 30_000, 120_000].randomElement(using: &random)!
        self.limits = limits
    }

    /// Half of the time none.
    private static func few(_ random: inout SeededGenerator, upTo most: Int) -> Int {
        Bool.random(using: &random) ? Int.random(in: 1...most, using: &random) : 0
    }
}

/// What goes wrong on the network, in percent of the calls.
struct NetworkFaults: Sendable {
    var lostCalls = 0
    var lostAnswers = 0
    var refused = 0
    var repeated = 0
    var delayMillisecondsMax: Int64 = 0

    /// A network without faults.
    init() {}

    init(using random: inout SeededGenerator) {
        delayMillisecondsMax = [0, 5, 400, 3_000].randomElement(using: &random)!
        guard Int.random(in: 0..<4, using: &random) > 0 else { return }
        lostCalls = Int.random(in: 0...25, using: &random)
        lostAnswers = Int.random(in: 0...25, using: &random)
        refused = Int.random(in: 0...15, using: &random)
        repeated = Int.random(in: 0...40, using: &random)
    }
}

/// What becomes of workers, in percent of them; the others do their work.
struct WorkerFates: Sendable {
    let failing: Int
    let dying: Int
    let hanging: Int
    let notStarting: Int
    let workMillisecondsMax: Int64

    init(using random: inout SeededGenerator) {
        let areWell = Bool.random(using: &random)
        failing = areWell ? 0 : Int.random(in: 0...15, using: &random)
        dying = areWell ? 0 : Int.random(in: 0...15, using: &random)
        hanging = areWell ? 0 : Int.random(in: 0...10, using: &random)
        notStarting = areWell ? 0 : Int.random(in: 0...5, using: &random)
        workMillisecondsMax = [0, 100, 10_000].randomElement(using: &random)!
    }
}
