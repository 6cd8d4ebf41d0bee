import Domain
import EventStore
import Journal
import Scheduler
import TestKit
import Testing

/// Jobs that wait or run for too long, on a clock that the test moves.
@Suite struct JobLimitTests {
    private func conf(_ parameters: JSONObject) -> JSONValue {
        var conf = JobDocuments.conf().object ?? [:]
        var common = conf["job_parameters"]?.object?["common"]?.object ?? [:]
        for (name, value) in parameters { common[name] = value }
        conf["job_parameters"] = ["common": .object(common)]
        return .object(conf)
    }

    private let dsl = JobDocuments.dsl(["a": []])

    /// Waits until the job is as it should be.
    private func job(
        _ job: JobID, at site: SimulatedSite, is condition: @Sendable (JobState) -> Bool
    ) async throws {
        for try await _ in site.log.subscribe(after: .origin) {
            if condition(try await site.journal.state(of: JobDecider.self, .job(job))) { return }
        }
    }

    @Test func aJobIsStoppedWhenItHasRunForItsTimeout() async throws {
        let site = try await SimulatedSite { _ in .hang }
        try await site.running { [self] in
            let job = try await site.jobs.submit(
                dsl: dsl, conf: conf(["timeout": 60]), site.context
            ).job
            try await self.job(job, at: site) { $0.status == .running }
            // The timer may not be set yet when the time is moved for the first time.
            let end = Task { try await site.end(of: job) }
            let mover = Task {
                while !Task.isCancelled {
                    site.clock.advance(byMilliseconds: 61_000)
                    await Task.yield()
                }
            }
            let state = try await end.value
            mover.cancel()
            #expect(state.status == .timeout)
            #expect(state.reason == "ran for its timeout of 60 s")
            let engine = try await site.journal.state(
                of: EngineDecider.self, .engine("standalone"))
            #expect(engine.holdings.isEmpty)
        }
    }

    @Test func aJobGivesUpTheQueueAfterItsQueueTimeout() async throws {
        let site = try await SimulatedSite(cores: 8) { _ in .hang }
        try await site.running { [self] in
            let first = try await site.jobs.submit(
                dsl: dsl, conf: conf(["timeout": .integer(Int64(JobParameters.secondsMax))]),
                site.context
            ).job
            try await job(first, at: site) { $0.status == .running }
            let second = try await site.jobs.submit(
                dsl: dsl, conf: conf(["queue_timeout": 30]), site.context
            ).job
            let end = Task { try await site.end(of: second) }
            let mover = Task {
                while !Task.isCancelled {
                    site.clock.advance(byMilliseconds: 1_000)
                    await Task.yield()
                }
            }
            let state = try await end.value
            mover.cancel()
            #expect(state.status == .timeout)
            #expect(state.reason == "waited in the queue for its queue_timeout of 30 s")
            let other = try await site.journal.state(of: JobDecider.self, .job(first))
            #expect(other.status == .running)
            try await site.jobs.stop(first, as: .canceled, reason: "the test is over", site.context)
        }
    }

    @Test func aLimitThatRunsNoMoreChangesNothing() throws {
        let limits = JobLimits(timeoutSeconds: 60, queueTimeoutSeconds: 30)
        let submitted = JobEvent.submitted(Samples.chain(["a"], limits: limits))
        Scenario<JobDecider>.given([submitted]).when(.expire(.run, position: 9)).then()
        let running: [JobEvent] = [
            submitted, .partyCreated(Samples.guest, ResourceNeed(engine: "e", cores: 1)),
            .partyCreated(Samples.host, ResourceNeed(engine: "e", cores: 1)),
            .startDecided(attempt: 1, position: 3), .partyReserved(Samples.guest, attempt: 1),
            .partyReserved(Samples.host, attempt: 1), .started,
        ]
        Scenario<JobDecider>.given(running).when(.expire(.queue, position: 9)).then()
        Scenario<JobDecider>.given(running + [.ended(.success, reason: "")])
            .when(.expire(.run, position: 9)).then()
    }

    @Test func badLimitsAreRefusedByName() async throws {
        let site = try await SimulatedSite()
        try await site.running { [self] in
            for name in ["queue_timeout", "timeout", "priority"] {
                let error = await #expect(throws: SubmissionError.self) {
                    try await site.jobs.submit(
                        dsl: dsl, conf: conf([name: "soon"]), site.context)
                }
                #expect(error?.message.contains(name) == true)
            }
        }
    }
}
