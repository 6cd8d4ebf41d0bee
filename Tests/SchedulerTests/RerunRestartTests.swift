import Domain
import EventStore
import Journal
import Scheduler
import TestKit
import Testing

/// The site is cut off at any moment of a rerun and begins again on the same log.
@Suite struct RerunRestartTests {
    private static let dsl = JobDocuments.dsl(["a": [], "b": ["a"], "c": ["b"]])

    /// The first version of b fails, so that its retry rests, and the second one too, so that the
    /// job is run again.
    private static let fate: @Sendable (WorkerOrder) -> ScriptedLauncher.Fate = { order in
        order.task.component.text == "b" && order.party.role == .host && order.task.version < 2
            ? .die : .succeed
    }

    private static var conf: JSONValue {
        var conf = JobDocuments.conf().object ?? [:]
        conf["job_parameters"] = [
            "common": ["task_cores": 4, "auto_retries": 1, "auto_retry_delay": 5]
        ]
        return .object(conf)
    }

    @Test func aRerunEndsWhateverTheMomentOfTheRestart() async throws {
        for seed in 0..<50 {
            var generator = SeededGenerator(seed: UInt64(seed))
            let log = MemoryEventLog(site: "test")
            let clock = VirtualClock()
            let first = try await SimulatedSite(
                log: log, seed: UInt64(seed), clock: clock, fate: Self.fate)
            let more = UInt64.random(in: 0...120, using: &generator)
            let job = try await first.running {
                let mover = Self.mover(clock)
                defer { mover.cancel() }
                return try await Self.begin(first, events: more)
            }
            let second = try await SimulatedSite(log: log, launcher: first.launcher, clock: clock)
            try await second.running {
                let mover = Self.mover(clock)
                defer { mover.cancel() }
                let state = try await Self.finish(job, second)
                let note: Comment = "seed \(seed), cut after \(more) events: \(state.reason)"
                #expect(state.status == .success, note)
                #expect(state.tasks.map(\.value.version).sorted() == [0, 0, 2], note)
                // A run that is stopped before its worker was started has none; no run has two.
                let runs = await first.launcher.orders.map { "\($0.task) \($0.party)" }
                #expect(Set(runs).count == runs.count, note)
                #expect(await first.launcher.alive.isEmpty, note)
                let engine = try await second.journal.state(
                    of: EngineDecider.self, .engine("standalone"))
                #expect(engine.holdings.isEmpty, note)
                #expect(try await second.rowsFollowFromTheLog(), note)
            }
        }
    }

    /// Submits a job, asks for its rerun when it has failed, and returns after so many events.
    private static func begin(_ site: SimulatedSite, events: UInt64) async throws -> JobID {
        let job = try await site.jobs.submit(dsl: dsl, conf: conf, site.context).job
        let cut = site.log.head.number + events
        let rerun = Task {
            _ = try await site.end(of: job)
            _ = try await site.jobs.rerun(
                job, force: false, over: site.federation, site.context)
        }
        for try await _ in site.log.subscribe(after: .origin) {
            if site.log.head.number >= cut { break }
            let state = try await site.journal.state(of: JobDecider.self, .job(job))
            if state.round == 1, state.isClosed { break }
        }
        rerun.cancel()
        // What it was about to do would else come behind the back of the next site.
        _ = await rerun.result
        return job
    }

    /// The end of the round after the first, which is asked for unless it was before.
    private static func finish(_ job: JobID, _ site: SimulatedSite) async throws -> JobState {
        for try await _ in site.log.subscribe(after: .origin) {
            let state = try await site.journal.state(of: JobDecider.self, .job(job))
            guard state.isClosed else { continue }
            if state.round > 0 { return state }
            _ = try await site.jobs.rerun(
                job, force: false, over: site.federation, site.context)
        }
        throw CancellationError()
    }

    private static func mover(_ clock: VirtualClock) -> Task<Void, Never> {
        Task {
            while !Task.isCancelled {
                clock.advanceToNextWait(within: 60_000)
                await Task.yield()
            }
        }
    }
}
