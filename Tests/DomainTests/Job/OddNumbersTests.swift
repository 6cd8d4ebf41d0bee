import Domain
import TestKit
import Testing

/// Segments of other sites may hold any number; folding and deciding them ends no process.
@Suite struct OddNumbersTests {
    @Test(arguments: [Int.min, -1, Int.max])
    func aJobOfOddNumbersIsFolded(number: Int) {
        let name = Samples.name("a")
        let limits = JobLimits(
            priority: number, timeoutSeconds: number, queueTimeoutSeconds: number,
            taskSeconds: [name: number])
        let submission = Samples.chain(
            ["a"], parallelism: number, parties: [Samples.guest], limits: limits,
            retries: RetryPolicy(countMax: number, delaySeconds: number))
        let retry = TaskRetry(
            component: name, version: number, dueAt: Timestamp(millisecondsSinceEpoch: .max),
            retriesLeft: number, reason: "")
        let need = ResourceNeed(engine: "standalone", cores: 1)
        let state = JobDecider.replay([
            .submitted(submission), .partyCreated(Samples.guest, need),
            .startDecided(attempt: number, position: 1),
            .partyReserved(Samples.guest, attempt: number), .started,
            .taskStarted(name, version: number, position: 1), .taskRetryScheduled(retry),
        ])
        #expect(state.status == .running)
        #expect((state.freeTaskSlots ?? 0) >= 0)
        #expect((state.submission?.limits.timeoutSeconds ?? 0) >= 0)
        let now = Timestamp(millisecondsSinceEpoch: .min)
        #expect(retry.dueAt.milliseconds(since: now) > 0)
        #expect((try? JobDecider.decide(.scheduleRetries(now: now), state)) != nil)
    }
}
