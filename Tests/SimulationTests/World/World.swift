import Crypto
import Domain
import EventStore
import Scheduler
import TestKit

/// Several sites, their machines and the network between them, on one thread and one clock.
///
/// Everything that happens follows from the seed: each look at a generator, each order of jobs and
/// each moment.
final class World: @unchecked Sendable {
    /// What came of a run.
    struct Outcome: Sendable {
        let seed: UInt64
        /// The rule that was broken and how; `nil` when all have held.
        let problem: String?
        /// What happened last, a line each.
        let trace: [String]
        /// SHA-256 over the leaf hashes of all logs, hex.
        let digest: String
        let steps: Int
        let events: Int
        /// How many events of each type there are.
        let types: [String: Int]
        /// How the jobs ended, such as `success` and `canceled`.
        let ends: [String: Int]
        /// What has gone wrong, how often.
        let troubles: [Trouble: Int]
    }

    // Only the thread that made it touches it.
    let plan: WorldPlan
    let scheduler: SeededScheduler
    let clock = VirtualClock()
    private(set) var stations: [Station] = []
    private(set) var network: WorldNetwork!
    private(set) var users: Users!
    private var chaos: Chaos!
    private var problem: String?
    private var troubles: [Trouble: Int] = [:]
    private var lines: [String] = []

    /// How much of what happened is kept for a failure.
    private let linesMax: Int
    /// What no run needs, as runs end by themselves.
    private static let (stepsMax, hoursMax) = (3_000_000, Int64(12))

    init(_ plan: WorldPlan, linesMax: Int = 120) throws {
        self.plan = plan
        self.linesMax = linesMax
        scheduler = SeededScheduler(seed: plan.seed)
        network = WorldNetwork(self)
        stations = try (0..<plan.siteCount).map { try Station($0, in: self) }
        users = Users(self)
        chaos = Chaos(self)
    }

    /// Lives through a seed. Must be called on the thread that made the world.
    func run() -> Outcome {
        do {
            if plan.commitMillisecondsMax.contains(where: { $0 > 0 }) { suffered(.slowDisk) }
            for station in stations { try station.boot() }
            users.start()
            chaos.start()
            try live()
            if problem == nil { problem = try FinalRules.problem(in: self) }
        } catch {
            fail("\(error)")
        }
        let outcome = outcome
        finish()
        return outcome
    }

    private func live() throws {
        let begin = clock.now()
        while problem == nil {
            chaos.step(scheduler.steps)
            if scheduler.runNext() { continue }
            if isOver { return }
            guard clock.advanceToNextWait() else { return fail("nothing moves any more") }
            let hours = clock.now().milliseconds(since: begin) / 3_600_000
            if hours >= Self.hoursMax || scheduler.steps > Self.stepsMax {
                return fail("not over after \(hours) h: \(unfinished)")
            }
        }
    }

    /// Whether nothing is left to happen that matters.
    private var isOver: Bool {
        chaos.isOver && users.isOver
            && stations.allSatisfy { $0.isLiar || $0.machine.alive.isEmpty }
            && stations.allSatisfy { $0.watch.isOver(liar: liarParty) }
    }

    private var unfinished: String {
        stations.flatMap { $0.watch.unfinished }.joined(separator: "; ")
            + (users.isOver ? "" : "; a user waits")
            + (chaos.isOver ? "" : "; things go wrong still")
    }

    /// The organisation that lies.
    var liarParty: PartyID? { plan.liar.map { stations[$0].party } }

    /// Notes the first rule that is broken.
    func fail(_ what: String) {
        guard problem == nil else { return }
        problem = what
        trace("BROKEN: \(what)")
    }

    /// Notes what happens.
    func trace(_ line: @autoclosure () -> String) {
        if lines.count > 2 * linesMax { lines.removeFirst(linesMax) }
        lines.append("\(scheduler.steps) \(line())")
    }

    /// Counts what has gone wrong.
    func suffered(_ trouble: Trouble) { troubles[trouble, default: 0] += 1 }

    /// A commit is on a site's log.
    func committed(at station: Station) {
        do {
            try station.watch.follow { trace("\(station.name) \($0)") }
        } catch {
            fail("\(station.name): \(error)")
        }
    }

    private var outcome: Outcome {
        var hash = SHA256()
        var events = 0
        var types: [String: Int] = [:]
        for station in stations {
            let recorded = (try? station.log.events(after: .origin, limit: .max)) ?? []
            for event in recorded {
                hash.update(data: event.envelope.leafHash.bytes)
                types[event.envelope.type, default: 0] += 1
            }
            events += recorded.count
        }
        let digest = hash.finalize().map { byte in
            String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
        }.joined()
        let ends = stations.flatMap { $0.watch.ends }.reduce(into: [:]) { $0[$1, default: 0] += 1 }
        return Outcome(
            seed: plan.seed, problem: problem, trace: lines.suffix(linesMax), digest: digest,
            steps: scheduler.steps, events: events, types: types, ends: ends,
            troubles: troubles)
    }

    /// Ends all tasks, those of servers that were killed too, so that nothing stays in memory.
    private func finish() {
        for station in stations {
            station.machine.finish()
            for server in station.servers { server.finish() }
        }
        users.finish()
        chaos.finish()
        repeat {
            while scheduler.runNext() {}
        } while clock.advanceToNextWait()
    }
}
