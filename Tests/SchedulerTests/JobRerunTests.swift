import Domain
import EventStore
import Journal
import Projections
import Scheduler
import Synchronization
import TestKit
import Testing

/// A whole site in memory runs jobs again.
@Suite struct JobRerunTests {
    let chain = JobDocuments.dsl(["a": [], "b": ["a"], "c": ["b"]])

    /// Fails each component as often as it is told to, at the guest.
    final class Fates: Sendable {
        private let failures: Mutex<[String: Int]>

        init(_ failures: [String: Int]) { self.failures = Mutex(failures) }

        func next(_ order: WorkerOrder) -> ScriptedLauncher.Fate {
            guard order.party.role == .guest else { return .succeed }
            return failures.withLock { failures in
                let left = failures[order.task.component.text] ?? 0
                failures[order.task.component.text] = left - 1
                return left > 0 ? .die : .succeed
            }
        }
    }

    private func conf(_ parameters: JSONObject = [:]) -> JSONValue {
        var conf = JobDocuments.conf().object ?? [:]
        var common = conf["job_parameters"]?.object?["common"]?.object ?? [:]
        for (name, value) in parameters { common[name] = value }
        conf["job_parameters"] = ["common": .object(common)]
        return .object(conf)
    }

    /// The state of a job when a round of it is over at every party.
    private func end(of job: JobID, _ round: Int, at site: SimulatedSite) async throws -> JobState {
        for try await _ in site.log.subscribe(after: .origin) {
            let state = try await site.journal.state(of: JobDecider.self, .job(job))
            if state.round == round, state.isClosed { return state }
        }
        throw CancellationError()
    }

    private func check(_ site: SimulatedSite) async throws {
        #expect(try await site.rowsFollowFromTheLog())
        let engine = try await site.journal.state(of: EngineDecider.self, .engine("standalone"))
        #expect(engine.holdings.isEmpty)
        #expect(await site.launcher.alive.isEmpty)
        #expect(try ReplayCheck.run(LogReplaySource(site.log)).differences == [])
    }

    private func versions(_ state: JobState) -> [String: Int] {
        state.tasks.reduce(into: [:]) { $0[$1.key.text] = $1.value.version }
    }

    @Test func aFailedJobRunsAgainFromWhereItFailed() async throws {
        let fates = Fates(["b": 1])
        let site = try await SimulatedSite { fates.next($0) }
        try await site.running { [self] in
            let job = try await site.jobs.submit(dsl: chain, conf: conf(), site.context).job
            #expect(try await end(of: job, 0, at: site).status == .failed)
            let round = try await site.jobs.rerun(
                job, force: false, over: site.federation, site.context)
            #expect(round?.tasks.map(\.component.text) == ["b", "c"])
            let state = try await end(of: job, 1, at: site)
            #expect(state.status == .success, "\(state.reason)")
            #expect(versions(state) == ["a": 0, "b": 1, "c": 0])
            // a at both, b at both in two versions, c at both.
            #expect(await site.launcher.orders.count == 8)
            try await check(site)
        }
    }

    @Test func rowsOfAllVersionsStay() async throws {
        let site = try await SimulatedSite()
        try await site.running { [self] in
            let job = try await site.jobs.submit(dsl: chain, conf: conf(), site.context).job
            _ = try await end(of: job, 0, at: site)
            _ = try await site.jobs.rerun(
                job, from: ["b"], force: true, over: site.federation, site.context)
            #expect(versions(try await end(of: job, 1, at: site)) == ["a": 0, "b": 1, "c": 1])
            try await site.projector.wait(for: site.log.head)
            let filter = try RowFilter(
                ["job_id": .string(job.text), "role": "guest"], of: ViewTables.task)
            let newest = try await site.views.tasks(where: filter, allRuns: false)
            #expect(newest.map { $0["f_task_version"]?.integer } == [0, 1, 1])
            #expect(newest.allSatisfy { $0["f_status"]?.string == "success" })
            let all = try await site.views.tasks(where: filter, allRuns: true)
            #expect(all.count == 5)
            #expect(all.allSatisfy { $0["f_status"]?.string == "success" })
            let outputs = try await site.views.rows(
                where: RowFilter(
                    ["job_id": .string(job.text), "role": "guest"], of: ViewTables.outputData))
            #expect(outputs.count == 5)
            let row = try #require(try await site.views.job(job, at: Samples.guest))
            #expect(row["f_status"]?.string == "success" && row["f_progress"]?.integer == 100)
            try await check(site)
        }
    }

    @Test func aRerunReadsTheOutputsThatStay() async throws {
        let site = try await SimulatedSite()
        try await site.running { [self] in
            let job = try await site.jobs.submit(dsl: chain, conf: conf(), site.context).job
            _ = try await end(of: job, 0, at: site)
            _ = try await site.jobs.rerun(
                job, from: ["b"], force: true, over: site.federation, site.context)
            _ = try await end(of: job, 1, at: site)
            let orders = await site.launcher.orders.filter { $0.party == Samples.guest }
            let inputs = orders.suffix(2).map { $0.tables.map(\.name.namespace) }
            #expect(
                inputs == [["output_data_\(job)_a_0"], ["output_data_\(job)_b_1"]])
        }
    }

    @Test func aLostOutputIsMadeAgain() async throws {
        let fates = Fates(["c": 1])
        let site = try await SimulatedSite { fates.next($0) }
        try await site.running { [self] in
            let job = try await site.jobs.submit(dsl: chain, conf: conf(), site.context).job
            _ = try await end(of: job, 0, at: site)
            let table = try #require(
                TableName(namespace: "output_data_\(job)_b_0", name: "host_data"))
            try await site.journal.execute(
                .delete, by: TableDecider.self, on: .table(table), site.context)
            _ = try await site.jobs.rerun(
                job, force: false, over: site.federation, site.context)
            let state = try await end(of: job, 1, at: site)
            #expect(state.status == .success)
            #expect(versions(state) == ["a": 0, "b": 1, "c": 1])
            try await check(site)
        }
    }

    /// A job that runs again asks for its cores again, and keeps its place in the queue.
    @Test func aRerunWaitsForItsCoresBeforeYoungerJobs() async throws {
        let site = try await SimulatedSite(cores: 8) { order in
            order.plan.parameters.contains("milliseconds\":1") ? .hang : .succeed
        }
        try await site.running { [self] in
            let dsl = JobDocuments.dsl(["a": []])
            let first = try await site.jobs.submit(dsl: dsl, conf: conf(), site.context).job
            _ = try await end(of: first, 0, at: site)
            var slow = conf().object!
            slow["component_parameters"] = ["common": ["a": ["milliseconds": 1]]]
            let holder = try await site.jobs.submit(
                dsl: dsl, conf: .object(slow), site.context
            ).job
            let young = try await site.jobs.submit(dsl: dsl, conf: conf(), site.context).job
            _ = try await site.jobs.rerun(
                first, force: true, over: site.federation, site.context)
            try await site.jobs.stop(holder, as: .canceled, reason: "asked", site.context)
            #expect(try await end(of: first, 1, at: site).status == .success)
            #expect(try await end(of: young, 0, at: site).status == .success)
            let started = try site.log.events(after: .origin, limit: .max)
                .filter { $0.envelope.type == "job.started" }.map(\.envelope.stream.description)
            #expect(started.suffix(2) == ["job-\(first)", "job-\(young)"])
            try await check(site)
        }
    }

    @Test func wrongRerunsAreRefusedByName() async throws {
        let site = try await SimulatedSite { _ in .hang }
        try await site.running { [self] in
            let job = try await site.jobs.submit(dsl: chain, conf: conf(), site.context).job
            await #expect(throws: JobRejection.self) {
                try await site.jobs.rerun(job, force: true, over: site.federation, site.context)
            }
            try await site.jobs.stop(job, as: .canceled, reason: "asked", site.context)
            let error = await #expect(throws: SubmissionError.self) {
                try await site.jobs.rerun(
                    job, from: ["z"], force: true, over: site.federation, site.context)
            }
            #expect(error?.message.contains("component_name") == true)
            #expect(error?.message.contains("no component z; it has a, b, c") == true)
            await #expect(throws: JobRejection.unknownJob) {
                try await site.jobs.rerun(
                    Samples.job, force: true, over: site.federation, site.context)
            }
        }
    }

    @Test func aFailedTaskIsTriedAgainByItself() async throws {
        let fates = Fates(["b": 2])
        let site = try await SimulatedSite { fates.next($0) }
        try await site.running { [self] in
            let parameters: JSONObject = ["auto_retries": 2, "auto_retry_delay": 30]
            let job = try await site.jobs.submit(
                dsl: chain, conf: conf(parameters), site.context
            ).job
            try await waitForRetry(of: job, version: 1, at: site)
            var moments = JobMoments()
            for entry in try site.journal.entries(of: .job(job)) {
                guard case .job(_, let event) = entry.event else { continue }
                moments.apply(event, at: entry.recordedAt)
            }
            let waits = TaskWaits(moments)
            let reasons = waits.tasks.flatMap { waits.reasons($0).map(\.code) }
            #expect(reasons == [.retry, .upstream])
            let mover = clockMover(site)
            defer { mover.cancel() }
            let state = try await end(of: job, 0, at: site)
            #expect(state.status == .success, "\(state.reason)")
            #expect(versions(state) == ["a": 0, "b": 2, "c": 0])
            try await check(site)
            try checkDelays(of: job, milliseconds: 30_000, site)
        }
    }

    private func waitForRetry(
        of job: JobID, version: Int, at site: SimulatedSite
    ) async throws {
        for try await _ in site.log.subscribe(after: .origin) {
            let state = try await site.journal.state(of: JobDecider.self, .job(job))
            if state.tasks[Samples.name("b")]?.retry?.version == version { return }
        }
    }

    /// Moves the time while nothing else has to happen first.
    private func clockMover(_ site: SimulatedSite) -> Task<Void, Never> {
        Task {
            while !Task.isCancelled {
                // Not as far as the job's own timeout.
                site.clock.advanceToNextWait(within: 60_000)
                await Task.yield()
            }
        }
    }

    /// Each retry began its delay after it was decided on, or later.
    private func checkDelays(
        of job: JobID, milliseconds: Int64, _ site: SimulatedSite
    ) throws {
        var decided: Timestamp?
        var count = 0
        for entry in try site.journal.entries(of: .job(job)) {
            guard case .job(_, let event) = entry.event else { continue }
            if case .taskRetryScheduled = event { decided = entry.recordedAt }
            if case .taskStarted(_, let version, _) = event, version > 0 {
                let since = try #require(decided)
                #expect(entry.recordedAt.milliseconds(since: since) >= milliseconds)
                count += 1
            }
        }
        #expect(count == 2)
    }

    @Test func aRetryThatWaitsSurvivesARestart() async throws {
        let fates = Fates(["b": 1])
        let log = MemoryEventLog(site: "test")
        let clock = VirtualClock()
        let first = try await SimulatedSite(log: log, clock: clock) { fates.next($0) }
        let job = try await first.running { [self] in
            let parameters: JSONObject = ["auto_retries": 1, "auto_retry_delay": 30]
            let job = try await first.jobs.submit(
                dsl: chain, conf: conf(parameters), first.context
            ).job
            try await waitForRetry(of: job, version: 1, at: first)
            return job
        }
        let second = try await SimulatedSite(
            log: log, launcher: first.launcher, clock: clock)
        try await second.running { [self] in
            let mover = clockMover(second)
            defer { mover.cancel() }
            #expect(try await end(of: job, 0, at: second).status == .success)
            try await check(second)
        }
    }
}
