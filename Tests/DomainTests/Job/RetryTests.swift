import Domain
import TestKit
import Testing

/// Tasks that are run again without being asked.
@Suite struct RetryTests {
    let a = Samples.name("a")
    let b = Samples.name("b")
    let noon = Timestamp(millisecondsSinceEpoch: 43_200_000)
    let twice = RetryPolicy(countMax: 2, delaySeconds: 30)

    private func retry(_ version: Int, left: Int) -> TaskRetry {
        TaskRetry(
            component: a, version: version, dueAt: noon.advanced(byMilliseconds: 30_000),
            retriesLeft: left, reason: "why")
    }

    @Test func aFailureIsRetriedAfterItsDelay() {
        let facts = JobFacts.running(["a", "b"], retries: twice)
        let failing = facts + JobFacts.run(a, .failed, upTo: Samples.guest)
        let last = JobFacts.report(a, Samples.host, .canceled)
        let ended = failing + [.taskEnded(a, version: 0, .failed)]
        // The job does not end, though nothing is at work.
        Scenario<JobDecider>.given(ended).when(.report(last)).then(.taskReported(last))
        let failed = ended + [.taskReported(last)]
        Scenario<JobDecider>.given(failed).when(.scheduleRetries(now: noon))
            .then(.taskRetryScheduled(retry(1, left: 1)))
        let resting = failed + [.taskRetryScheduled(retry(1, left: 1))]
        #expect(JobDecider.replay(resting).startableComponents.isEmpty)
        Scenario<JobDecider>.given(resting).when(.scheduleRetries(now: noon)).then()
        Scenario<JobDecider>.given(resting).when(.releaseRetry(a, version: 1))
            .then(.taskRetryReleased(a, version: 1))
        let released = resting + [.taskRetryReleased(a, version: 1)]
        #expect(JobDecider.replay(released).startableComponents == [a])
        Scenario<JobDecider>.given(released).when(.startTasks([a], position: 9))
            .then(.taskStarted(a, version: 1, position: 9))
        Scenario<JobDecider>.given(released).when(.releaseRetry(a, version: 1)).then()
    }

    @Test func withoutDelayItMayStartAtOnce() {
        let facts = JobFacts.running(["a"], retries: RetryPolicy(countMax: 1, delaySeconds: 0))
        let retry = TaskRetry(
            component: a, version: 1, dueAt: noon, retriesLeft: 0, reason: "why")
        Scenario<JobDecider>.given(facts + JobFacts.run(a, .failed))
            .when(.scheduleRetries(now: noon))
            .then(.taskRetryScheduled(retry), .taskRetryReleased(a, version: 1))
    }

    @Test func theLastRetryIsTheLast() {
        var facts = JobFacts.running(["a"], retries: twice) + JobFacts.run(a, .failed)
        for version in 1...2 {
            facts += [
                .taskRetryScheduled(retry(version, left: 2 - version)),
                .taskRetryReleased(a, version: version),
            ]
            if version == 1 { facts += JobFacts.run(a, .failed, version: 1) }
        }
        facts += JobFacts.run(a, .failed, version: 2, upTo: Samples.guest)
        let last = JobFacts.report(a, Samples.host, .failed, version: 2)
        Scenario<JobDecider>.given(facts).when(.report(last)).then(
            .taskReported(last), .taskEnded(a, version: 2, .failed),
            .ended(.failed, reason: "a ended as failed: why"))
    }

    @Test func aStopIsNotRetried() {
        let facts = JobFacts.running(["a"], retries: twice)
        let resting =
            facts + JobFacts.run(a, .failed) + [.taskRetryScheduled(retry(1, left: 1))]
        Scenario<JobDecider>.given(resting).when(.stop(.canceled, reason: "asked")).then(
            .stopRequested(.canceled, reason: "asked"), .ended(.canceled, reason: "asked"))
        let stopping =
            facts + JobFacts.run(a, .failed, upTo: Samples.guest)
            + [.taskEnded(a, version: 0, .failed), .stopRequested(.timeout, reason: "late")]
        let last = JobFacts.report(a, Samples.host, .timeout)
        Scenario<JobDecider>.given(stopping).when(.report(last))
            .then(.taskReported(last), .ended(.timeout, reason: "late"))
    }

    @Test func aCancellationAloneIsNotRetried() {
        let facts = JobFacts.running(["a"], retries: twice) + JobFacts.run(a, .canceled)
        Scenario<JobDecider>.given(facts).when(.scheduleRetries(now: noon)).then()
    }

    /// Nothing would start any more, and a retry would wait for ever.
    @Test func besideATaskThatHasFailedForGoodNothingIsRetried() {
        let once = RetryPolicy(countMax: 1, delaySeconds: 0)
        let components = ["a", "b"].map { text in
            PlannedComponent(
                name: Samples.name(text), module: "Noop", upstream: [],
                parties: [Samples.guest, Samples.host])
        }
        let submission = JobSubmission(
            job: Samples.job, initiator: Samples.guest, parties: [Samples.guest, Samples.host],
            components: components, parallelism: 2, retries: once, dsl: "{}", conf: "{}")
        var facts = JobFacts.running(submission) + JobFacts.run(b, .failed, upTo: Samples.guest)
        facts +=
            [.taskEnded(b, version: 0, .failed)] + JobFacts.run(a, .failed) + [
                .taskRetryScheduled(retry(1, left: 0)), .taskRetryReleased(a, version: 1),
            ]
        facts += JobFacts.run(a, .failed, version: 1)
        let last = JobFacts.report(b, Samples.host, .canceled)
        Scenario<JobDecider>.given(facts).when(.report(last)).then(
            .taskReported(last), .ended(.failed, reason: "a ended as failed: why"))
    }

    @Test func aRerunHasAllItsRetriesAgain() {
        var facts = JobFacts.running(["a"], retries: RetryPolicy(countMax: 1, delaySeconds: 0))
        facts +=
            JobFacts.run(a, .failed) + [
                .taskRetryScheduled(retry(1, left: 0)), .taskRetryReleased(a, version: 1),
            ]
        facts += JobFacts.run(a, .failed, version: 1) + [.ended(.failed, reason: "")]
        facts +=
            JobFacts.closed + [
                .rerunRequested(
                    JobRound(number: 1, tasks: [.init(component: a, version: 2)], leftOut: []))
            ]
        facts += JobFacts.started(round: 1, attempt: 2)
        facts += JobFacts.run(a, .failed, version: 2)
        #expect(JobDecider.replay(facts).owesRetries)
    }
}
