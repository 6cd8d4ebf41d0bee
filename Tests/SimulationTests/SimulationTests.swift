import Foundation
import Synchronization
import TestKit
import Testing

/// Several sites in one process, and all that can go wrong with them, from seeds.
@Suite(.serialized) struct SimulationTests {
    /// How many seeds every run of the tests lives through.
    static let seedCount: UInt64 = 500

    /// A simulation in which nothing succeeds, or nothing fails, or nobody is away for long, tests
    /// nothing.
    static let mustHappen = [
        "success", "failed", "canceled", "timeout", "job.party_unanswered", "job.party_lacked",
        "job.party_unreachable", "job.task_retry_scheduled", "job.rerun_requested",
        "job.task_limit_reached",
        "party.noted", "party.cleaned", "job.components_inherited", "job.waiting_explained",
    ]

    @Test func theRulesHoldWhateverGoesWrong() async throws {
        let next = Mutex<UInt64>(0)
        let counts = Mutex<[String: Int]>([:])
        let troubles = Mutex<[Trouble: Int]>([:])
        try await Simulation.run {
            next.withLock { next in
                defer { next += 1 }
                return next < Self.seedCount ? next : nil
            }
        } report: { outcome in
            counts.withLock { counts in
                counts.merge(outcome.ends, uniquingKeysWith: +)
                counts.merge(outcome.types, uniquingKeysWith: +)
            }
            troubles.withLock { $0.merge(outcome.troubles, uniquingKeysWith: +) }
            if outcome.problem != nil {
                Issue.record(Comment(rawValue: Simulation.text(outcome)))
            }
        }
        let seen = counts.withLock { $0 }
        for what in Self.mustHappen { #expect(seen[what, default: 0] > 10, "\(what) of \(seen)") }
        let wrong = troubles.withLock { $0 }
        for what in Trouble.allCases {
            #expect(wrong[what, default: 0] > 10, "\(what.rawValue) of \(wrong)")
        }
    }

    /// Ids, times, orders and bytes: a seed gives the same logs whenever it is lived through.
    @Test func aSeedGivesTheSameLogs() async throws {
        let twice = try await Simulation.onThread {
            try (0..<8).map { seed in
                (
                    try Simulation.run(WorldPlan(seed: seed)),
                    try Simulation.run(WorldPlan(seed: seed))
                )
            }
        }
        for (first, second) in twice {
            #expect(first.digest == second.digest, "seed \(first.seed)")
            #expect(first.steps == second.steps, "seed \(first.seed)")
        }
        #expect(Set(twice.map(\.0.digest)).count == twice.count)
    }
}

/// Lives through the seed that `CLOTHO_SEED` names, and tells what happened.
@Suite struct OneSeedTests {
    private static let seed = ProcessInfo.processInfo.environment["CLOTHO_SEED"].flatMap(
        UInt64.init)

    @Test(.enabled(if: seed != nil, "name a seed with CLOTHO_SEED"))
    func theSeed() async throws {
        let seed = try #require(Self.seed)
        let outcome = try await Simulation.onThread {
            try Simulation.run(WorldPlan(seed: seed), linesMax: 1_000_000)
        }
        print(Simulation.text(outcome))
        print(
            "\(outcome.steps) steps, \(outcome.events) events, \(outcome.ends), \(outcome.digest)")
        #expect(outcome.problem == nil)
    }
}
