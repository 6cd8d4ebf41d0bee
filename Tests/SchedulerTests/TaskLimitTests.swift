import Domain
import EventStore
import Journal
import Scheduler
import TestKit
import Testing

/// Tasks that take longer than they may, on a clock that the test moves.
@Suite struct TaskLimitTests {
    private static let dsl = JobDocuments.dsl(["a": [], "b": ["a"]])
    private static let b = Samples.name("b")

    private static func conf(_ parameters: JSONObject) -> JSONValue {
        var conf = JobDocuments.conf().object ?? [:]
        var common: JSONObject = ["timeout": .integer(Int64(JobParameters.secondsMax))]
        for (name, value) in parameters { common[name] = value }
        conf["job_parameters"] = ["common": .object(common)]
        return .object(conf)
    }

    /// Scripted workers have no beat.
    private static var limits: SchedulerLimits {
        var limits = SchedulerLimits()
        limits.sessionMilliseconds = 1_000_000_000
        return limits
    }

    /// Moves the time on whenever the guest's part of b has succeeded and the host's hangs, and when a
    /// retry of b waits for its moment.
    private static func mover(
        _ site: SimulatedSite, past milliseconds: Int64, below version: Int = 9
    ) -> Task<Void, any Error> {
        Task {
            var moved: Set<String> = []
            while !Task.isCancelled {
                await Task.yield()
                // What was too late to see the time move is woken all the same.
                site.clock.advance(byMilliseconds: 0)
                for job in try jobs(at: site) {
                    let state = try await site.journal.state(of: JobDecider.self, .job(job))
                    guard let task = state.tasks[b] else { continue }
                    if task.isAtWork, task.parties[Samples.guest] == .success,
                        task.version < version, moved.insert("run \(task.version)").inserted
                    {
                        site.clock.advance(byMilliseconds: milliseconds)
                    }
                    if let retry = task.retry, moved.insert("retry \(retry.version)").inserted {
                        site.clock.advance(byMilliseconds: 2_000)
                    }
                }
            }
        }
    }

    /// The host's part of the first versions of b hangs.
    private static func hanging(
        below version: Int
    ) -> @Sendable (WorkerOrder) -> ScriptedLauncher.Fate {
        { order in
            order.task.component == b && order.party.role == .host && order.task.version < version
                ? .hang : .succeed
        }
    }

    private static func jobs(at site: SimulatedSite) throws -> [JobID] {
        try site.log.events(after: .origin, limit: .max).compactMap { recorded in
            guard recorded.envelope.type == "job.submitted",
                case .job(let job) = StreamIdentity(recorded.envelope.stream)
            else { return nil }
            return job
        }
    }

    private func events(of job: JobID, _ site: SimulatedSite) throws -> [JournalEntry] {
        try site.journal.entries(of: .job(job))
    }

    @Test func aTaskIsStoppedEverywhereWhenItHasRunForItsTime() async throws {
        let site = try await SimulatedSite(limits: Self.limits, fate: Self.hanging(below: 9))
        try await site.running { [self] in
            let mover = Self.mover(site, past: 61_000)
            defer { mover.cancel() }
            let job = try await site.jobs.submit(
                dsl: Self.dsl, conf: Self.conf(["task_conf": ["b": ["task_timeout": 60]]]),
                site.context
            ).job
            let state = try await site.end(of: job)
            #expect(state.status == .timeout)
            #expect(state.reason == "b ended as timeout: ran for its task_timeout of 60 s")
            #expect(state.tasks[Self.b]?.parties[Samples.host] == .timeout)
            #expect(state.tasks[Samples.name("a")]?.status == .success)
            let host = try await site.journal.state(
                of: PartyDecider.self, .party(job, Samples.host))
            #expect(host.runs[Self.b]?.status == .timeout)
            #expect(host.runs[Self.b]?.reason == "ran for its task_timeout of 60 s")
            let entries = try events(of: job, site)
            let start = try #require(
                entries.first {
                    if case .job(_, .taskStarted(Self.b, _, _)) = $0.event { true } else { false }
                })
            let limit = try #require(
                entries.first {
                    if case .job(_, .taskLimitReached) = $0.event { true } else { false }
                })
            let past = limit.recordedAt.milliseconds(since: start.recordedAt)
            #expect((60_000..<180_000).contains(past), "\(past)")
            let engine = try await site.journal.state(
                of: EngineDecider.self, .engine("standalone"))
            #expect(engine.holdings.isEmpty)
            #expect(await site.launcher.alive.isEmpty)
            #expect(try await site.rowsFollowFromTheLog())
            let report = try ReplayCheck.run(LogReplaySource(site.log))
            #expect(report.isSame && report.checked[.limit] == 1, "\(report.differences)")
        }
    }

    @Test func itIsRetriedWhereTheJobSaysSo() async throws {
        let site = try await SimulatedSite(limits: Self.limits, fate: Self.hanging(below: 1))
        try await site.running {
            let mover = Self.mover(site, past: 31_000, below: 1)
            defer { mover.cancel() }
            let job = try await site.jobs.submit(
                dsl: Self.dsl,
                conf: Self.conf(["task_timeout": 30, "auto_retries": 1, "auto_retry_delay": 2]),
                site.context
            ).job
            let state = try await site.end(of: job)
            #expect(state.status == .success, "\(state.reason)")
            #expect(state.tasks[Self.b]?.version == 1)
            let report = try ReplayCheck.run(LogReplaySource(site.log))
            #expect(report.isSame && report.checked[.limit] == 1, "\(report.differences)")
        }
    }

    @Test func aRerunBeginsItsTimeAnew() async throws {
        let site = try await SimulatedSite(limits: Self.limits, fate: Self.hanging(below: 2))
        try await site.running {
            let mover = Self.mover(site, past: 31_000, below: 2)
            defer { mover.cancel() }
            let job = try await site.jobs.submit(
                dsl: Self.dsl, conf: Self.conf(["task_timeout": 30]), site.context
            ).job
            for version in 0..<2 {
                let state = try await site.end(of: job)
                #expect(state.status == .timeout, "\(state.reason)")
                #expect(state.tasks[Self.b]?.version == version)
                _ = try await site.jobs.rerun(
                    job, force: false, over: site.federation, site.context)
            }
            let state = try await site.end(of: job)
            #expect(state.status == .success && state.tasks[Self.b]?.version == 2)
            #expect(state.tasks[Samples.name("a")]?.version == 0)
            let report = try ReplayCheck.run(LogReplaySource(site.log))
            #expect(report.isSame && report.checked[.limit] == 2, "\(report.differences)")
        }
    }

    /// The next site on the log counts from the start of the task, not from its own.
    @Test func aRestartDoesNotGiveMoreTime() async throws {
        let (log, clock) = (MemoryEventLog(site: "test"), VirtualClock())
        let first = try await SimulatedSite(
            log: log, clock: clock, limits: Self.limits, fate: Self.hanging(below: 9))
        let job = try await first.running {
            let job = try await first.jobs.submit(
                dsl: Self.dsl, conf: Self.conf(["task_timeout": 600]), first.context
            ).job
            for try await _ in log.subscribe(after: .origin) {
                let state = try await first.journal.state(
                    of: PartyDecider.self, .party(job, Samples.host))
                let known = try await first.journal.state(of: JobDecider.self, .job(job))
                if case .launched = state.runs[Self.b]?.phase,
                    known.tasks[Self.b]?.parties[Samples.guest] == .success
                {
                    break
                }
            }
            return job
        }
        clock.advance(byMilliseconds: 590_000)
        let second = try await SimulatedSite(
            log: log, launcher: first.launcher, clock: clock, limits: Self.limits)
        try await second.running { [self] in
            let mover = Self.mover(second, past: 11_000)
            defer { mover.cancel() }
            let state = try await second.end(of: job)
            #expect(state.status == .timeout, "\(state.reason)")
            let entries = try events(of: job, second)
            let moments = entries.compactMap { entry -> Timestamp? in
                switch entry.event {
                case .job(_, .taskStarted(Self.b, _, _)), .job(_, .taskLimitReached):
                    entry.recordedAt
                default: nil
                }
            }
            try #require(moments.count == 2)
            let past = moments[1].milliseconds(since: moments[0])
            #expect((600_000..<720_000).contains(past), "\(past)")
            let report = try ReplayCheck.run(LogReplaySource(log))
            #expect(report.isSame && report.checked[.limit] == 1, "\(report.differences)")
        }
    }

    /// Of several limits the one that is used up first counts, and the others go on.
    @Test func eachTaskHasItsOwnTime() async throws {
        let site = try await SimulatedSite(limits: Self.limits) { _ in .hang }
        try await site.running { [self] in
            // Nothing ends by itself here: from wait to wait, of which there is one at a time.
            let mover = Task {
                while !Task.isCancelled {
                    site.clock.advanceToNextWait(within: 120_000)
                    await Task.yield()
                }
            }
            defer { mover.cancel() }
            let dsl = JobDocuments.dsl(["x": [], "y": [], "z": []])
            let parameters: JSONObject = [
                "task_parallelism": 3, "task_cores": 2, "timeout": 100,
                "task_conf": ["x": ["task_timeout": 50], "y": ["task_timeout": 20]],
            ]
            let job = try await site.jobs.submit(
                dsl: dsl, conf: Self.conf(parameters), site.context
            ).job
            let state = try await site.end(of: job)
            #expect(state.status == .timeout)
            #expect(state.reason == "ran for its timeout of 100 s")
            let limits = try events(of: job, site).compactMap { entry -> String? in
                switch entry.event {
                case .job(_, .taskLimitReached(let component, _, _)): component.text
                case .job(_, .limitReached(let limit, _)): limit.rawValue
                default: nil
                }
            }
            #expect(limits == ["y", "x", "run"])
            let report = try ReplayCheck.run(LogReplaySource(site.log))
            #expect(report.isSame && report.checked[.limit] == 3, "\(report.differences)")
        }
    }

    @Test func aTimeThatWasNotUsedUpIsFound() async throws {
        let site = try await SimulatedSite(limits: Self.limits, fate: Self.hanging(below: 9))
        try await site.running {
            let job = try await site.jobs.submit(
                dsl: Self.dsl, conf: Self.conf(["task_timeout": 3_000]), site.context
            ).job
            for try await _ in site.log.subscribe(after: .origin) {
                let state = try await site.journal.state(of: JobDecider.self, .job(job))
                if state.tasks[Self.b]?.isAtWork == true { break }
            }
            try await site.journal.execute(
                .expireTask(Self.b, version: 0, position: site.log.head.number),
                by: JobDecider.self, on: .job(job), site.context)
            _ = try await site.end(of: job)
            let report = try ReplayCheck.run(LogReplaySource(site.log))
            let found = try #require(report.differences.first)
            #expect(report.different == [.limit: 1] && found.decided == "nothing yet")
            #expect(found.recorded == "stop version 0 of b for its task_timeout")
        }
    }

    @Test func badTimesAreRefusedByName() async throws {
        let site = try await SimulatedSite()
        try await site.running {
            for (parameters, name) in [
                (["task_timeout": 0], "task_timeout"), (["task_timeout": "soon"], "task_timeout"),
                (["task_conf": ["b": ["task_timeout": -1]]], "task_conf.b: task_timeout"),
                (["task_conf": ["c": ["task_timeout": 1]]], "task_conf.c.task_timeout"),
                (["task_conf": ["b": 60]], "task_conf.b"), (["task_conf": []], "task_conf"),
            ] as [(JSONObject, String)] {
                let error = await #expect(throws: SubmissionError.self) {
                    try await site.jobs.submit(
                        dsl: Self.dsl, conf: Self.conf(parameters), site.context)
                }
                #expect(error?.message.contains(name) == true, "\(error?.message ?? "")")
            }
        }
    }
}
