import Foundation
import Synchronization
import TestKit
import Testing

/// Lives through new seeds for as many seconds as `SOAK_SECONDS` says; `make soak` calls it.
@Suite struct SoakTests {
    private static let seconds = ProcessInfo.processInfo.environment["SOAK_SECONDS"]
        .flatMap(Double.init)

    /// How far it is.
    private struct Progress {
        var count = 0
        var failures = 0
        var next: UInt64
        var told = Date.now
    }

    @Test(.enabled(if: seconds != nil, "say for how long with SOAK_SECONDS"))
    func newSeeds() async throws {
        let seconds = try #require(Self.seconds)
        let begin = Date.now
        let first = UInt64.random(in: 1_000...(1 << 40))
        let progress = Mutex(Progress(next: first))
        print("seeds from \(first) on, for \(Int(seconds)) s")
        try await Simulation.run {
            guard Date.now.timeIntervalSince(begin) < seconds else { return nil }
            return progress.withLock { progress in
                defer { progress.next += 1 }
                return progress.next
            }
        } report: { outcome in
            if outcome.problem != nil {
                print(Simulation.text(outcome))
                Issue.record("seed \(outcome.seed): \(outcome.problem ?? "")")
            }
            progress.withLock { Self.tell(outcome, &$0, since: begin) }
        }
        print(Self.line(progress.withLock { $0 }, since: begin))
    }

    private static func tell(
        _ outcome: World.Outcome, _ progress: inout Progress, since begin: Date
    ) {
        progress.count += 1
        if outcome.problem != nil { progress.failures += 1 }
        guard Date.now.timeIntervalSince(progress.told) >= 10 else { return }
        progress.told = .now
        print(line(progress, since: begin))
    }

    private static func line(_ progress: Progress, since begin: Date) -> String {
        let seconds = Date.now.timeIntervalSince(begin)
        let rate = (Double(progress.count) / seconds * 10).rounded() / 10
        return "\(Int(seconds)) s: \(progress.count) seeds, \(rate) a second, "
            + "\(progress.failures) broke a rule"
    }
}
