import Domain
import EventStore
import Journal
import Scheduler
import TestKit
import Testing

/// The site is cut off at any moment and begins again on the same log, while its workers live on.
@Suite struct RestartTests {
    @Test func aJobEndsWhateverTheMomentOfTheRestart() async throws {
        for seed in 0..<100 {
            var generator = SeededGenerator(seed: UInt64(seed))
            let log = MemoryEventLog(site: "test")
            let first = try await SimulatedSite(log: log, seed: UInt64(seed))
            let more = UInt64.random(in: 0...60, using: &generator)
            let job = try await first.running {
                let job = try await Self.submit(first)
                let cut = Position(log.head.number + more)
                try await Self.wait(for: cut, job, first)
                return job
            }
            let second = try await SimulatedSite(log: log, launcher: first.launcher)
            try await second.running {
                let state = try await second.end(of: job)
                #expect(state.status == .success, "seed \(seed): \(state.reason)")
                #expect(await first.launcher.orders.count == 6, "seed \(seed)")
                #expect(try await second.liveRows() == second.rebuiltRows(), "seed \(seed)")
                #expect(
                    try ReplayCheck.run(LogReplaySource(log)).differences == [], "seed \(seed)")
            }
        }
    }

    private static func submit(_ site: SimulatedSite) async throws -> JobID {
        let dsl = JobDocuments.dsl(["a": [], "b": ["a"], "c": ["b"]])
        return try await site.jobs.submit(dsl: dsl, conf: JobDocuments.conf(), site.context).job
    }

    /// Returns when the log has reached a position, or the job is over before.
    private static func wait(
        for position: Position, _ job: JobID, _ site: SimulatedSite
    ) async throws {
        for try await batch in site.log.subscribe(after: .origin) {
            if let last = batch.last, last.position >= position { return }
            if try await site.journal.state(of: JobDecider.self, .job(job)).isClosed { return }
        }
    }
}
