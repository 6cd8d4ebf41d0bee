import Domain
import TestKit
import Testing

/// Runs of tasks that take longer than they may.
@Suite struct TaskLimitTests {
    let a = Samples.name("a")
    let b = Samples.name("b")
    let noon = Timestamp(millisecondsSinceEpoch: 43_200_000)

    private func running(_ retries: RetryPolicy = RetryPolicy()) -> [JobEvent] {
        JobFacts.running(
            Samples.chain(["a", "b"], limits: JobLimits(taskSeconds: [a: 60]), retries: retries))
    }

    private func started(
        _ component: ComponentName, version: Int = 0
    ) -> JobEvent { .taskStarted(component, version: version, position: 5) }

    private func reached(version: Int = 0) -> JobEvent {
        .taskLimitReached(a, version: version, position: 9)
    }

    private func expire(_ component: ComponentName, version: Int = 0) -> JobCommand {
        .expireTask(component, version: version, position: 9)
    }

    @Test func aRunThatTakesTooLongIsNotedOnce() {
        let facts = running() + [started(a)]
        Scenario<JobDecider>.given(facts).when(expire(a)).then(reached())
        Scenario<JobDecider>.given(facts + [reached()]).when(expire(a)).then()
        #expect(JobDecider.replay(facts + [reached()]).tasks[a]?.isTimedOut == true)
    }

    @Test func aLimitThatDoesNotRunChangesNothing() {
        let facts = running() + [started(a)]
        Scenario<JobDecider>.given(running()).when(expire(a)).then()
        Scenario<JobDecider>.given(facts).when(expire(a, version: 1)).then()
        Scenario<JobDecider>.given(running() + JobFacts.run(a, .success)).when(expire(a)).then()
        // One party has failed: the other is being stopped for that.
        let failing = running() + JobFacts.run(a, .failed, upTo: Samples.guest)
        Scenario<JobDecider>.given(failing + [.taskEnded(a, version: 0, .failed)])
            .when(expire(a)).then()
        Scenario<JobDecider>.given(facts + [.stopRequested(.canceled, reason: "asked")])
            .when(expire(a)).then()
        let second = running() + JobFacts.run(a, .success) + [started(b)]
        Scenario<JobDecider>.given(second).when(expire(b)).then()
        Scenario<JobDecider>.given(facts).when(expire(Samples.name("c")))
            .thenRejected(.unknownComponent(Samples.name("c")))
    }

    @Test func theJobEndsAsTimeoutWhenItsPartiesHaveStopped() {
        let facts = running() + [started(a), reached()]
        let guest = JobFacts.report(a, Samples.guest, .timeout)
        Scenario<JobDecider>.given(facts).when(.report(guest))
            .then(.taskReported(guest), .taskEnded(a, version: 0, .timeout))
        let host = JobFacts.report(a, Samples.host, .timeout)
        let half = facts + [.taskReported(guest), .taskEnded(a, version: 0, .timeout)]
        Scenario<JobDecider>.given(half).when(.report(host)).then(
            .taskReported(host), .ended(.timeout, reason: "a ended as timeout: why"))
    }

    /// The parties were quicker than the order to stop.
    @Test func aTaskThatSucceedsAllTheSameHasSucceeded() {
        let facts = running() + [started(a), reached()]
        let reports = [Samples.guest, Samples.host].map { JobFacts.report(a, $0, .success) }
        Scenario<JobDecider>.given(facts + [.taskReported(reports[0])]).when(.report(reports[1]))
            .then(.taskReported(reports[1]), .taskEnded(a, version: 0, .success))
        let done = facts + reports.map { .taskReported($0) } + [.taskEnded(a, version: 0, .success)]
        #expect(JobDecider.replay(done).startableComponents == [b])
    }

    @Test func itIsRetriedAsAFailureIsAndItsNextRunHasItsTimeAgain() {
        let retries = RetryPolicy(countMax: 1, delaySeconds: 0)
        let retry = TaskRetry(
            component: a, version: 1, dueAt: noon, retriesLeft: 0, reason: "why")
        var facts = running(retries) + [started(a), reached()]
        facts += JobFacts.run(a, .timeout).dropFirst()
        #expect(JobDecider.replay(facts).owesRetries)
        Scenario<JobDecider>.given(facts).when(.scheduleRetries(now: noon))
            .then(.taskRetryScheduled(retry), .taskRetryReleased(a, version: 1))
        facts += [.taskRetryScheduled(retry), .taskRetryReleased(a, version: 1)]
        #expect(JobDecider.replay(facts).tasks[a]?.isTimedOut == false)
        facts.append(started(a, version: 1))
        Scenario<JobDecider>.given(facts).when(expire(a)).then()
        Scenario<JobDecider>.given(facts).when(expire(a, version: 1)).then(reached(version: 1))
        facts += [reached(version: 1)] + JobFacts.run(a, .timeout, version: 1).dropFirst()
        #expect(!JobDecider.replay(facts).owesRetries)
    }

    @Test func aJobThatIsStoppedIsNotRetriedForIt() {
        let facts =
            running(RetryPolicy(countMax: 1, delaySeconds: 0)) + [started(a), reached()]
            + [.stopRequested(.canceled, reason: "asked")]
        let half = facts + JobFacts.run(a, .timeout, upTo: Samples.guest).dropFirst()
        let last = JobFacts.report(a, Samples.host, .timeout)
        Scenario<JobDecider>.given(half + [.taskEnded(a, version: 0, .timeout)])
            .when(.report(last)).then(.taskReported(last), .ended(.canceled, reason: "asked"))
    }

    @Test func theShortestTimeOfThePartiesThatRunATaskCounts() throws {
        let specification = try JobSpecification(
            dsl: JobDocuments.dsl(["a": [], "b": ["a"], "c": ["b"]]),
            conf: [
                "dsl_version": 2, "initiator": ["role": "guest", "party_id": 9999],
                "role": ["guest": [9999], "host": [10000, 10001]],
                "job_parameters": [
                    "common": [
                        "task_timeout": 60,
                        // FATE's, which means something else.
                        "task_conf": ["b": ["task_timeout": 600, "timeout": 21_600]],
                    ],
                    "role": [
                        "host": ["0|1": ["task_timeout": 50], "1": ["task_timeout": 40]],
                        "guest": ["0": ["task_conf": ["b": ["task_timeout": 500]]]],
                    ],
                ],
            ])
        let parties = specification.parties
        func plan(_ name: String, _ parties: some Sequence<Party>) -> PlannedComponent {
            PlannedComponent(
                name: Samples.name(name), module: "Noop", upstream: [], parties: Array(parties))
        }
        let limits = specification.limits(of: [
            plan("a", parties), plan("b", parties), plan("c", parties.prefix(2)),
        ])
        #expect(limits.taskSeconds == [a: 40, b: 500, Samples.name("c"): 50])
        #expect(limits.timeoutSeconds == 259_200 && limits.queueTimeoutSeconds == nil)
    }

    @Test func aTimeOfAComponentThatThereIsNotIsRefused() throws {
        func specification(_ type: String) throws -> JobSpecification {
            try JobSpecification(
                dsl: JobDocuments.dsl(["a": [], "b": ["a"]]),
                conf: [
                    "dsl_version": 2, "initiator": ["role": "guest", "party_id": 9999],
                    "role": ["guest": [9999]],
                    "job_parameters": [
                        "common": [
                            "job_type": .string(type),
                            "task_conf": ["hetero_lr": ["task_timeout": 60]],
                        ]
                    ],
                ])
        }
        let error = #expect(throws: JobSpecificationError.self) { try specification("train") }
        #expect(error?.field == "job_parameters: task_conf.hetero_lr.task_timeout")
        #expect(error?.description.hasSuffix("it has a, b") == true)
        // What was trained may have more components than what predicts.
        _ = try specification("predict")
    }
}
