import Foundation
import Synchronization
import TestKit

/// Runs worlds, several at a time, each on a thread of its own.
enum Simulation {
    /// Lives through one seed, on this thread.
    static func run(_ plan: WorldPlan, linesMax: Int = 120) throws -> World.Outcome {
        try World(plan, linesMax: linesMax).run()
    }

    /// Lives through seeds as long as there are any; `report` is told each outcome.
    static func run(
        threads: Int = 2, _ next: @escaping @Sendable () -> UInt64?,
        report: @escaping @Sendable (World.Outcome) -> Void
    ) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<threads {
                group.addTask {
                    try await onThread {
                        while let seed = next() { report(try run(WorldPlan(seed: seed))) }
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    /// Runs something on a thread of its own: a world does not leave its thread.
    static func onThread<Value: Sendable>(
        _ work: @escaping @Sendable () throws -> Value
    ) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            let thread = Thread { continuation.resume(with: Result { try work() }) }
            thread.stackSize = 8 << 20
            thread.start()
        }
    }

    /// How to live through a seed again.
    static func command(_ seed: UInt64) -> String {
        "CLOTHO_SEED=\(seed) swift test --filter SimulationTests.OneSeedTests"
    }

    /// What a person wants to know of a broken rule.
    static func text(_ outcome: World.Outcome) -> String {
        """
        seed \(outcome.seed): \(outcome.problem ?? "all rules hold")
        repeat it with: \(command(outcome.seed))
        \(outcome.trace.joined(separator: "\n"))
        """
    }
}
